/** A span, as the log group `aws/spans` holds it, one a line. Ids are hexadecimal, times nanoseconds since 1970. */
export type Span = {
  readonly resource: { readonly attributes: SpanAttributes };
  readonly traceId: string;
  readonly spanId: string;
  /** Absent for a root. It may name a span that another process records, or that nobody does. */
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startTimeUnixNano: number;
  readonly endTimeUnixNano: number;
  readonly attributes: SpanAttributes;
  readonly status: { readonly code: "UNSET" | "OK" | "ERROR" };
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
};

export type SpanAttributes = {
  readonly [name: string]: string | number | boolean | readonly (string | number | boolean)[];
};

export const spanKinds = ["INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"] as const;
export type SpanKind = (typeof spanKinds)[number];
