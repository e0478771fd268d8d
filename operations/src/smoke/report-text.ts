import { secondsText } from "@stagecraft/cli/seconds-text";
import type { SmokeReport } from "./run-smoke.ts";

/** Formats the result: one line, or the failed step with hints. */
export function reportText({ stage, steps, order }: SmokeReport): string {
  const failed = steps.find(({ ok }) => !ok);
  if (!failed) {
    const what = order ? "takes orders" : "responds, and refuses an order without a token";
    const tookMs = steps.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return `${stage} ${what}: ${steps.length} steps in ${secondsText(tookMs)}`;
  }
  const { step, reason, next = [] } = failed;
  const of = order ? ` (${order.id})` : "";
  return [`${stage}: ${step}${of}: ${reason}`, ...next.map((line) => `  ${line}`)].join("\n");
}
