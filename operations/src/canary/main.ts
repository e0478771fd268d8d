import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { Connection } from "../access/connection.ts";
import { openStage } from "../access/open-stage.ts";
import { canaryHelp, canaryOptions, readCanaryOptions } from "./canary-options.ts";
import { runCanary } from "./run-canary.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "canary",
  help: canaryHelp,
  options: canaryOptions,
  words: true,
  endsInOrder: true,
  async run(given, { signal, log }) {
    const options = readCanaryOptions(given);
    const plan = await synthesize({ root, stage: options.stage, signal });
    let connection: Connection | undefined;
    try {
      const { text, exitCode } = await runCanary(plan, {
        options,
        async connect() {
          connection = await openStage(options, root);
          return connection;
        },
        signal,
        log,
        wait: (ms) => delay(ms, undefined, { signal }),
      });
      console.log(text);
      return exitCode;
    } finally {
      connection?.close();
    }
  },
});
