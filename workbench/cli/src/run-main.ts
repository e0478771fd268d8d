import { errorText } from "./error-text.ts";
import type { ExitCode } from "./exit-code.ts";
import { InterruptedError, interruptionOf, onInterruption } from "./interruption.ts";
import { UsageError } from "./usage-error.ts";

/** What a command has of the process that it runs in. */
export type CommandContext = {
  /** Aborted when the command is to end: with an `InterruptedError`, or with what was thrown where nobody catches it. */
  readonly signal: AbortSignal;
  /** Writes a line of progress to stderr. */
  log(line: string): void;
};

/** A program of the repository. */
export type Main = {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** Whether it heeds the context's signal and ends what it began. Any other one is ended at once by the first Ctrl-C. */
  readonly endsInOrder?: boolean;
  /** Gives the exit code; what it throws is printed, and is 2. Throws the signal's reason when that kept it from its end. */
  run(args: readonly string[], context: CommandContext): Promise<ExitCode>;
};

/** What is still open this long after a program has ended is a defect, and must not keep the person waiting. */
const lingerMs = 10_000;

/**
 * Runs a program with the arguments of this process and sets its exit code: 0, 1 for findings, 2 when it was called wrongly or
 * could not do its work, 128 and the signal's number when it was interrupted by Ctrl-C, SIGTERM, SIGHUP or a closed output. A
 * second Ctrl-C ends the process at once, and with it what was handed to `endWithThisProcess`.
 */
export async function runMain({ name, endsInOrder = false, run }: Main): Promise<void> {
  const signal = AbortSignal.any([onInterruption(leave), onDefect()]);
  if (!endsInOrder) {
    signal.addEventListener("abort", () => process.exit(report(name, signal.reason)));
  }
  try {
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    process.exitCode = await run(process.argv.slice(2), { signal, log });
    if (signal.aborted && !interruptionOf(signal)) throw signal.reason;
  } catch (error) {
    process.exitCode = report(name, signal.aborted ? signal.reason : error);
  }
  setTimeout(() => {
    console.error(`${name}: still open at the end: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit();
  }, lingerMs).unref();
}

/** Aborted by what is thrown where nobody catches it, and by an output that nobody reads any more. */
function onDefect(): AbortSignal {
  const controller = new AbortController();
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => controller.abort(error));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      controller.abort(error.code === "EPIPE" ? new InterruptedError("SIGPIPE") : error);
    });
  }
  return controller.signal;
}

/** Prints what ended a command, and gives the exit code. */
function report(name: string, error: unknown): number {
  if (error instanceof InterruptedError) return error.exitCode;
  const text = errorText(error);
  if (text === undefined) console.error(error);
  else console.error(`${name}: ${text}`);
  if (isUsage(error)) console.error(`What it takes: npm run ${name} -- --help`);
  return 2;
}

function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return String((error as NodeJS.ErrnoException | undefined)?.code).startsWith("ERR_PARSE_ARGS");
}

function leave({ exitCode }: InterruptedError): never {
  process.exit(exitCode);
}
