import { existsSync } from "node:fs";
import { join } from "node:path";
import { followLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import type { OrderLogs } from "./order-logs.ts";

/** The logs of the stage whose state is in the folder, which need not run. */
export function localOrderLogs(stateDirectory: string): OrderLogs {
  const directory = join(stateDirectory, "logs");
  return {
    async linesOf(order) {
      if (!existsSync(directory)) return [];
      const found: LogLine[] = [];
      for await (const lines of followLogs({ directory })) {
        found.push(...lines.filter(({ line }) => line.includes(order)));
      }
      return found;
    },
  };
}
