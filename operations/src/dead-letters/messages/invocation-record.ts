/**
 * Lambda's invocation record of an event or a batch that failed for good. It holds the event, but not the records of a batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export type InvocationRecord = {
  readonly requestContext: {
    readonly requestId: string;
    /** Without a version. */
    readonly functionArn: string;
    readonly condition: string;
  };
  /** ISO 8601. */
  readonly timestamp: string;
  readonly requestPayload?: unknown;
  readonly responsePayload?: { readonly errorType?: string; readonly errorMessage?: string };
  readonly KinesisBatchInfo?: {
    readonly streamArn: string;
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    readonly batchSize: number;
    /** ISO 8601. */
    readonly approximateArrivalOfFirstRecord: string;
  };
};

/** Parses a message's body as an invocation record; undefined when it is not one. */
export function readInvocationRecord(body: string): InvocationRecord | undefined {
  const record = parsed(body);
  const { requestContext: context, timestamp } = record ?? {};
  const isRecord =
    typeof context?.functionArn === "string" &&
    typeof context.requestId === "string" &&
    typeof context.condition === "string" &&
    typeof timestamp === "string";
  if (!record || !isRecord) return undefined;
  if (record.KinesisBatchInfo === undefined && !("requestPayload" in record)) return undefined;
  const functionArn = context.functionArn.split(":").slice(0, 7).join(":");
  return { ...record, requestContext: { ...context, functionArn } };
}

function parsed(body: string): InvocationRecord | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as InvocationRecord) : undefined;
  } catch {
    return undefined;
  }
}
