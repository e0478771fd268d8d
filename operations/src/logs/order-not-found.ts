import type { OrderId } from "@stagecraft/contracts/ids";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import type { LogSource } from "./log-source.ts";

/** Explains that no log, or not the log of this function, has lines of the order, and what to do. */
export function orderNotFound(
  order: OrderId,
  lines: readonly LogLine[],
  { place, hintsFor }: Pick<LogSource, "place" | "hintsFor">,
  functionName: string | undefined,
): {
  readonly reason: string;
  /** Whether such lines may still come: another function has logged the order. */
  readonly mayAppear: boolean;
} {
  const others = new Set(
    lines.filter(({ line }) => line.includes(order)).map((line) => line.functionName),
  );
  if (functionName && others.size > 0) {
    const reason = `${functionName} has not logged ${order}. Functions that have: ${[...others].toSorted().join(", ")}.`;
    return { reason, mayAppear: true };
  }
  const reason = [
    `No function has logged the order ${order} ${place}.`,
    ...hintsFor(lines).map((hint) => `  ${hint}`),
  ].join("\n");
  return { reason, mayAppear: false };
}
