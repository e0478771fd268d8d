import { elapsedText } from "./elapsed-text.ts";
import type { ExecutionHistory } from "./execution-history.ts";
import { troublesOf } from "./troubles-of.ts";

/** A line for each execution, and one for each state that failed or is running. */
export function printExecutions(executions: readonly ExecutionHistory[], nowMs: number): string {
  const width = Math.max(0, ...executions.map(({ name }) => name.length));
  return executions
    .flatMap((execution) => {
      const { name, status, startedMs, endedMs } = execution;
      const took = elapsedText((endedMs ?? nowMs) - startedMs);
      const started = `started ${elapsedText(nowMs - startedMs)} ago`;
      return [
        `${name.padEnd(width)}  ${status.padEnd("SUCCEEDED".length)}  ${started}, ${endedMs ? "took" : "running for"} ${took}`,
        ...troublesOf(execution, nowMs).map(({ state, text }) => `    ${state} ${text}`),
      ];
    })
    .join("\n");
}
