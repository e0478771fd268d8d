import { parseArgs } from "node:util";
import { PlanError } from "./plan-error.ts";
import { printPlan } from "./print-plan.ts";
import { synthesize } from "./synthesize.ts";

const help = `npm run plan -- [--stage STAGE] [--json]

  Runs the SST program offline and prints what it declares.
  --stage STAGE   which stage (default: local)
  --json          the whole Plan as JSON`;

try {
  const { values } = parseArgs({
    options: {
      stage: { type: "string", default: "local" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
  } else {
    const plan = await synthesize({ root: process.cwd(), stage: values.stage });
    process.stdout.write(values.json ? `${JSON.stringify(plan, null, 2)}\n` : printPlan(plan));
  }
} catch (error) {
  console.error(isExpected(error) ? `plan: ${error.message}` : error);
  process.exitCode = 1;
}

function isExpected(error: unknown): error is Error {
  if (error instanceof PlanError) return true;
  return (
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
