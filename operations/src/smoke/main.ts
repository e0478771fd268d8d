import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { createCallApi } from "./call-api.ts";
import { reportText } from "./report-text.ts";
import { runSmoke } from "./run-smoke.ts";
import { readSmokeOptions, smokeHelp, smokeOptions } from "./smoke-options.ts";
import { smokeTarget } from "./smoke-target.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "smoke",
  help: smokeHelp,
  options: smokeOptions,
  endsInOrder: true,
  async run(given, { signal, log }) {
    // biome-ignore lint/style/noProcessEnv: a token on the command line would be visible in the shell's history and in ps
    const options = readSmokeOptions(given, process.env.SMOKE_TOKEN);
    const target = smokeTarget(options, root);
    log(`${target.stage} at ${target.url}`);
    const call = createCallApi(target, { signal, say: log });
    const report = await runSmoke(target, { call, say: log, signal, nowMs: Date.now });
    console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
    return report.ok ? 0 : 1;
  },
});
