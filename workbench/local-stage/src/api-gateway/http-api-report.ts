/** One request, as in an access log. */
export type HttpApiReport = {
  readonly kind: "http-request";
  readonly apiId: string;
  readonly requestId: string;
  /** Stage time. */
  readonly requestTimeMs: number;
  readonly method: string;
  readonly path: string;
  /** Absent when no route was chosen. */
  readonly routeKey?: string;
  readonly status: number;
  /** Of the bodies. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly durationMs: number;
  /** How long the function took, when it was invoked. */
  readonly integrationMs?: number;
  /** The request id of the invocation that answered. */
  readonly invocationId?: string;
  /** Why API Gateway itself answered with an error, for a person. */
  readonly error?: string;
  /** Of a function that threw. */
  readonly stack?: readonly string[];
};
