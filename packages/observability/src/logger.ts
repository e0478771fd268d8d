import { Logger } from "@aws-lambda-powertools/logger";
import { describeError } from "./describe-error.ts";

/** Everything that a log line may say beside its message. There is no field for a body, and none for who a customer is. */
const fieldTypes = {
  requestId: "text",
  route: "text",
  status: "number",
  durationMs: "number",
  orderId: "text",
  eventId: "text",
  messageId: "text",
  sequenceNumber: "text",
  /** Of an object in a bucket. */
  key: "text",
  reason: "text",
  /** What a message says that it is: `order.placed/1`. */
  schema: "text",
  /** Where a message is wrong, never what stands there. */
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
} as const;

type FieldTypes = { text: string; number: number; texts: readonly string[] };
type FieldName = keyof typeof fieldTypes;

export type LogFields = {
  [name in FieldName]?: FieldTypes[(typeof fieldTypes)[name]] | undefined;
};

/** Writes structured lines, one for each unit of work. */
export type Log = {
  [level in "info" | "warn" | "error"]: (
    message: string,
    fields: LogFields,
    error?: unknown,
  ) => void;
};

/** A log of JSON lines; service and level come from Powertools' environment variables. */
export function createLog(logger = new Logger()): Log {
  const names = Object.keys(fieldTypes) as FieldName[];
  const write =
    (level: keyof Log) =>
    (message: string, fields: LogFields, error?: unknown): void => {
      const known = names.filter((name) => fields[name] !== undefined);
      logger[level](message, {
        ...Object.fromEntries(known.map((name) => [name, fields[name]])),
        ...(error !== undefined && { fault: describeError(error) }),
      });
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
