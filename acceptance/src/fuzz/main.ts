import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { findingText } from "./finding-text.ts";
import { fuzzApi } from "./fuzz-api.ts";
import { type FuzzOptions, fuzzHelp, fuzzOptions, readFuzzOptions } from "./fuzz-options.ts";
import { operationsOf } from "./open-api.ts";
import { openFuzzTarget } from "./open-fuzz-target.ts";

await runCommand({
  name: "fuzz",
  help: fuzzHelp,
  options: fuzzOptions,
  run: (given) => fuzz(readFuzzOptions(given)),
});

async function fuzz({ seed, requests }: FuzzOptions): Promise<ExitCode> {
  const { scenario, document, target } = await openFuzzTarget();
  try {
    const report = await fuzzApi(document, {
      url: scenario.stage().url,
      target,
      seed,
      log: console.log,
      requestsEach: Math.ceil(requests / operationsOf(document).length),
    });
    for (const finding of report.findings) console.log(findingText(finding));
    console.log(`seed ${seed}: ${report.requests} requests, ${report.findings.length} findings`);
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await scenario.close();
  }
}
