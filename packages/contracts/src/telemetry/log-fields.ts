/**
 * Every field of a log line beside its message, with its type. There is no field for a body, and none that identifies a customer.
 */
export const logFields = {
  requestId: "text",
  /** The version of the function: `$LATEST` or a number. */
  version: "text",
  /** Of the first invocation of an execution environment. */
  coldStart: "flag",
  route: "text",
  status: "number",
  durationMs: "number",
  orderId: "text",
  eventId: "text",
  messageId: "text",
  sequenceNumber: "text",
  /** Which delivery or attempt it is, from 1. */
  attempt: "number",
  /** The key of an object in a bucket. */
  key: "text",
  reason: "text",
  /** The schema that a message states: `order.placed/1`. */
  schema: "text",
  /** The paths of a message's invalid fields, never their values. */
  paths: "texts",
  records: "number",
  failed: "number",
  published: "number",
  lagMs: "number",
  republished: "number",
  swept: "number",
  released: "number",
  handedOver: "number",
  outcome: "text",
  rowsIn: "number",
  rowsOut: "number",
  rowsRejected: "number",
  applied: "texts",
  /** How many spans of earlier invocations are known to be lost. */
  spansLost: "number",
} as const;
