import { problemResponse } from "@stagecraft/lambda/problem-response";

/** The response for an order that does not exist or belongs to another customer. */
export function orderNotFound(): Response {
  return problemResponse("order-not-found", "The customer has no order with this id.");
}
