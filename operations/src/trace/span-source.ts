import type { Span } from "@stagecraft/local-stage/xray/span";

/** The spans of a stage. */
export type SpanSource = {
  /** The spans that contain any of the texts: an order id, or a trace id, which is in links too. */
  find(texts: readonly string[]): Promise<readonly Span[]>;
};
