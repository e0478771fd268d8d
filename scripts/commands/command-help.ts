import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A command of package.json and its `--help`. */
export type CommandHelp = {
  /** The command line: `npm run plan`. */
  readonly command: string;
  readonly help: string;
  /** The help of each subcommand that has its own, such as `list`. */
  readonly subcommands: readonly string[];
};

/** The programs of the scripts that users run. Scripts such as `check:lint` are parts of `npm test`. */
export function programsOf(
  scripts: Readonly<Record<string, string>>,
): readonly (readonly [name: string, program: string])[] {
  return Object.entries(scripts).flatMap(([name, script]) => {
    const [, program] = /exec node_modules\/\.bin\/node ([\w/.-]+\.ts)/.exec(script) ?? [];
    return program === undefined ? [] : [[name, program] as const];
  });
}

/** Runs a program with `--help`. @throws Error when it does not exit with 0 */
export async function commandHelp(
  [name, program]: readonly [name: string, program: string],
  root: string,
): Promise<CommandHelp> {
  const run = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, "--help"], {
      cwd: root,
    });
    return stdout.trimEnd();
  };
  const help = await run();
  const subcommands = [];
  for (const word of subcommandsIn(help)) {
    const own = await run(word);
    if (own !== help) subcommands.push(own);
  }
  return { command: commandLine(name), help, subcommands };
}

/** `npm start` or `npm run plan`. */
export function commandLine(name: string): string {
  return name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`;
}

/** `list`, `show` of `npm run dlq -- list | show [options]`. */
export function subcommandsIn(help: string): readonly string[] {
  const [usage = ""] = help.split("\n");
  const [, words = ""] = /-- ((?:[a-z]+ ?\| ?)+[a-z]+)/.exec(usage) ?? [];
  return words.split("|").flatMap((word) => word.trim() || []);
}
