import awsLambdaFastify from "@fastify/aws-lambda";
import Fastify from "fastify";
import { order, totalOf } from "./total.mjs";

const app = Fastify();
app.post("/orders", async ({ body }, reply) => {
  reply.code(201);
  return totalOf(body);
});
app.get("/orders/:id", async ({ params }) => order(params.id));
app.get("/orders", async () => ({ orders: [] }));
app.post("/orders/:id/cancel", async ({ params }, reply) => {
  reply.code(202);
  return order(params.id);
});
app.get("/health", async () => ({ status: "ok" }));

export const handler = awsLambdaFastify(app);
await app.ready();
