import express from "express";
import serverless from "serverless-http";
import { order, totalOf } from "./total.mjs";

const app = express();
app.use(express.json());
app.post("/orders", ({ body }, response) => response.status(201).json(totalOf(body)));
app.get("/orders/:id", ({ params }, response) => response.json(order(params.id)));
app.get("/orders", (_, response) => response.json({ orders: [] }));
app.post("/orders/:id/cancel", ({ params }, response) =>
  response.status(202).json(order(params.id)),
);
app.get("/health", (_, response) => response.json({ status: "ok" }));

export const handler = serverless(app);
