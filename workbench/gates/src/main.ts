import { runCommand } from "@stagecraft/cli/run-command";
import { checkProgram } from "./check-program.ts";
import { compareWith } from "./compare-with.ts";
import { gateHelp, gateOptions, readGateOptions } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { printReport } from "./print-report.ts";
import { recordLimits } from "./record-limits.ts";
import { exitCodeOf } from "./run-gates.ts";

const names = Object.keys(gates);

await runCommand({
  name: "gate",
  help: gateHelp(names),
  options: gateOptions,
  words: true,
  endsInOrder: true,
  async run(given, { log, signal }) {
    const options = readGateOptions(given, names);
    const root = process.cwd();
    if (options.record !== undefined) {
      console.log(await recordLimits(root, options, { reason: options.record, signal }));
      return 0;
    }
    if (options.against !== undefined) {
      const { against } = options;
      console.log(await compareWith(against, root, options, { log, signal }));
      return 0;
    }
    const report = await checkProgram(root, options, {
      today: new Date().toISOString().slice(0, 10),
      log,
      signal,
    });
    console.log(options.json ? JSON.stringify(report, null, 2) : printReport(report));
    return exitCodeOf(report);
  },
});
