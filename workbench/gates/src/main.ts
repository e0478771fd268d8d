import { complaintOf } from "./complaint-of.ts";
import { gateHelp, readGateOptions } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { judgeProgram } from "./judge-program.ts";
import { printReport } from "./print-report.ts";
import { exitCodeOf } from "./run-gates.ts";

const names = Object.keys(gates);

try {
  const options = readGateOptions(process.argv.slice(2), names);
  if (options === "help") {
    console.log(gateHelp(names));
  } else {
    const report = await judgeProgram(process.cwd(), options, {
      today: new Date().toISOString().slice(0, 10),
      tell: (line) => void process.stderr.write(`${line}\n`),
    });
    console.log(options.json ? JSON.stringify(report, null, 2) : printReport(report));
    process.exitCode = exitCodeOf(report);
  }
} catch (error) {
  const complaint = complaintOf(error);
  console.error(complaint === undefined ? error : `gate: ${complaint}`);
  process.exitCode = 2;
}
