import { errorText } from "./error-text.ts";
import type { ExitCode } from "./exit-code.ts";
import { InterruptedError, interruptionOf, onInterruption } from "./interruption.ts";
import { UsageError } from "./usage-error.ts";

/** The context of a command. */
export type CommandContext = {
  /** Aborted when the command has to end: with an `InterruptedError`, or with an uncaught error. */
  readonly signal: AbortSignal;
  /** Writes a line of progress to stderr. */
  log(line: string): void;
};

/** A program of the repository. */
export type Main = {
  /** The script's name: `npm run NAME`. */
  readonly name: string;
  /** Whether it handles the context's signal and cleans up. Otherwise the first Ctrl-C ends it at once. */
  readonly endsInOrder?: boolean;
  /** Gives the exit code. An error is printed and gives 2. It throws the signal's reason when it was interrupted. */
  run(args: readonly string[], context: CommandContext): Promise<ExitCode>;
};

/** A handle that is still open after this time is a defect, and must not delay the end of the process further. */
const lingerMs = 10_000;

/**
 * Runs a program with the arguments of this process and sets its exit code: 0, 1 for findings, 2 for wrong use or a failure, 128 plus the
 * signal's number after an interruption by Ctrl-C, SIGTERM, SIGHUP or a closed output. A second Ctrl-C ends the process at once, with the
 * process groups of `endWithThisProcess`.
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

/** Aborted by an uncaught error, and by an output whose reader has closed it. */
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

/** Prints the error of a command, and gives the exit code. */
function report(name: string, error: unknown): number {
  if (error instanceof InterruptedError) return error.exitCode;
  const text = errorText(error);
  if (text === undefined) console.error(error);
  else console.error(`${name}: ${text}`);
  if (isUsage(error)) console.error(`Usage: npm run ${name} -- --help`);
  return 2;
}

function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return String((error as NodeJS.ErrnoException | undefined)?.code).startsWith("ERR_PARSE_ARGS");
}

function leave({ exitCode }: InterruptedError): never {
  process.exit(exitCode);
}
