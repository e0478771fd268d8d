import { resolve } from "node:path";
import { PlanError } from "@stagecraft/plan/plan-error";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readOptions } from "./command/options.ts";
import { runCommand } from "./command/run-command.ts";
import { UsageError } from "./command/usage-error.ts";
import { DlqError } from "./dlq-error.ts";
import { openSession } from "./session.ts";

const root = process.cwd();
const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Ends what is under way at the next letter; asked for twice, at once. */
const interrupted = new AbortController();
process.on("SIGINT", () => {
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort();
});

try {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else {
    const { stage } = options;
    const plan = await synthesize({ root, stage });
    const stateDirectory = resolve(options.state ?? `.stagecraft/${stage}`);
    const session = await openSession({ root, plan, stateDirectory, note: say });
    try {
      const { text, exitCode } = await runCommand(session, options, {
        ...{ say, signal: interrupted.signal },
      });
      if (text) console.log(text);
      process.exitCode = exitCode;
    } finally {
      session.close();
    }
  }
} catch (error) {
  console.error(isForThePerson(error) ? `dlq: ${error.message}` : (awsRefusal(error) ?? error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** What AWS says when it does not do what is asked. */
function awsRefusal(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  return `dlq: ${error.name}: ${error.message}`;
}

/** Anything else is a defect and shows its stack. */
function isForThePerson(error: unknown): error is Error {
  return [UsageError, DlqError, PlanError].some((known) => error instanceof known);
}
