import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { ExitCode } from "./exit-code.ts";
import { type CommandContext, type Main, runMain } from "./run-main.ts";
import { UsageError } from "./usage-error.ts";

/** The parsed arguments of a command. */
export type Given<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

/** A program that takes options. */
export type Command<Options extends ParseArgsOptionsConfig> = Omit<Main, "run"> & {
  /** Printed for `--help`. */
  readonly help: string;
  /** The options for parseArgs of `node:util`; `--help` is added. */
  readonly options: Options;
  /** Whether it has positional arguments. */
  readonly words?: boolean;
  /** As `run` of `Main`. */
  run(given: Given<Options>, context: CommandContext): Promise<ExitCode>;
};

/** Runs a command with the options of this process, or prints its help. Exit codes and interruption are those of `runMain`. */
export function runCommand<const Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
): Promise<void> {
  return runMain({
    ...command,
    async run(args, context) {
      const given = parse(command, args);
      if (given !== "help") return await command.run(given, context);
      console.log(command.help);
      return 0;
    },
  });
}

function parse<Options extends ParseArgsOptionsConfig>(
  { options, words = false }: Command<Options>,
  args: readonly string[],
): Given<Options> | "help" {
  // Help has priority over any error.
  if (args.includes("--help") || args.includes("-h")) return "help";
  const given = parseArgs({ args: [...args], options, allowPositionals: true });
  const [word] = given.positionals;
  if (!words && word !== undefined) throw new UsageError(`unexpected argument "${word}"`);
  return given as Given<Options>;
}
