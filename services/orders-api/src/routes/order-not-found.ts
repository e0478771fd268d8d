import { problemResponse } from "@stagecraft/lambda/problem-response";

/** The answer for an order that does not exist, and for one of another customer alike. */
export function orderNotFound(): Response {
  return problemResponse("order-not-found", "The customer has no order with this id.");
}
