import { existsSync } from "node:fs";
import { join } from "node:path";
import { followLogs, functionsWithLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogSource } from "./log-source.ts";

const anyOrderId = /ord_[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const shownOrders = 3;

const logsOf = (stateDirectory: string) => join(stateDirectory, "logs");

/** Why the folder has no logs of a stage, and what to do; undefined when it has. */
export function missingState(stateDirectory: string): string | undefined {
  const next = "Run npm start first, or set the folder of a stage's state with --state.";
  if (!existsSync(stateDirectory)) return `There is no folder ${stateDirectory}. ${next}`;
  if (existsSync(logsOf(stateDirectory))) return undefined;
  return `There is no stage's state in ${stateDirectory}. ${next}`;
}

/** The logs of the stage whose state is in the folder, which need not run. */
export function localLogSource(stateDirectory: string): LogSource {
  const directory = logsOf(stateDirectory);
  return {
    place: `in ${stateDirectory}`,
    functions: () => functionsWithLogs(directory),
    // For an order, all logs are read: when one function has no lines, the message names the functions that have.
    follow: ({ functionName, order, once, signal }) =>
      followLogs({ directory, ...(!order && { functionName }), ...(!once && { signal }) }),
    hintsFor(lines) {
      const known = [...new Set(lines.flatMap(({ line }) => line.match(anyOrderId) ?? []))];
      const latest = known.toSorted().slice(-shownOrders).toReversed();
      return [
        latest.length > 0
          ? `The latest of the ${known.length} orders in the logs: ${latest.join(", ")}.`
          : "There are no orders in the logs yet. npm start places some.",
        "GET /orders lists a customer's orders, and the table orders has all. npm start prints a curl and a psql command for them.",
      ];
    },
    close() {},
  };
}
