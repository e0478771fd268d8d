import type { Span } from "@stagecraft/local-stage/xray/span";
import { elapsedText } from "../executions/elapsed-text.ts";
import type { OrderTrace, Wait } from "./order-trace.ts";

/** Attributes that say how a span ended or which try it was, shown behind its name. */
const told = [
  "http.response.status_code",
  "http.request.resend_count",
  "messaging.batch.message_count",
  "error.type",
] as const;

const words: { readonly [attribute in (typeof told)[number]]: string } = {
  "http.response.status_code": "status",
  "http.request.resend_count": "resent",
  "messaging.batch.message_count": "batch",
  "error.type": "error",
};

/** A span in words: its name, and how it ended. */
export function spanText({ name, attributes, status }: Span): string {
  const parts = told.flatMap((attribute) => {
    const value = attributes[attribute];
    return value === undefined ? [] : [`${words[attribute]}=${value}`];
  });
  const failed = status.code === "ERROR" ? ["failed"] : [];
  const cold = attributes["faas.coldstart"] === true ? ["cold start"] : [];
  return [name, ...parts, ...failed, ...cold].join(" ");
}

/** `waited 3 min after OrderPipeline` */
export function waitText({ ms, after }: Wait, { hops }: OrderTrace): string {
  return `waited ${timeText(ms)} after ${hops[after]?.service}`;
}

/** A duration of any length: `8 ms`, `1.2 s`, `3 min 5 s`. */
export function timeText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : elapsedText(ms);
}
