import { order, totalOf } from "./total.mjs";

const json = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** No framework: API Gateway has matched the route already. */
export const handler = async ({ routeKey, pathParameters, body }) => {
  switch (routeKey) {
    case "POST /orders":
      return json(201, totalOf(JSON.parse(body)));
    case "GET /orders/{id}":
      return json(200, order(pathParameters.id));
    case "GET /orders":
      return json(200, { orders: [] });
    case "POST /orders/{id}/cancel":
      return json(202, order(pathParameters.id));
    case "GET /health":
      return json(200, { status: "ok" });
    default:
      return json(404, {});
  }
};
