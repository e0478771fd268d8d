import { Router } from "@aws-lambda-powertools/event-handler/http";
import { order, totalOf } from "./total.mjs";

const app = new Router();
const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
app.post("/orders", async ({ req }) => json(totalOf(await req.json()), 201));
app.get("/orders/:id", ({ params }) => json(order(params.id)));
app.get("/orders", () => json({ orders: [] }));
app.post("/orders/:id/cancel", ({ params }) => json(order(params.id), 202));
app.get("/health", () => json({ status: "ok" }));

export const handler = (event, context) => app.resolve(event, context);
