import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { order, totalOf } from "./total.mjs";

const app = new Hono();
app.post("/orders", async (c) => c.json(totalOf(await c.req.json()), 201));
app.get("/orders/:id", (c) => c.json(order(c.req.param("id"))));
app.get("/orders", (c) => c.json({ orders: [] }));
app.post("/orders/:id/cancel", (c) => c.json(order(c.req.param("id")), 202));
app.get("/health", (c) => c.json({ status: "ok" }));

export const handler = handle(app);
