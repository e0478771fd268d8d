/** What Lambda leaves of a batch or event that it gave up. The event is in it, the batch is not. */
export type FailureRecord = {
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

/** The record in a message's body; undefined when it is something else. */
export function readFailureRecord(body: string): FailureRecord | undefined {
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

function parsed(body: string): FailureRecord | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as FailureRecord) : undefined;
  } catch {
    return undefined;
  }
}
