/** What is known of the repository's commands. */
export type KnownCommands = {
  /** The scripts of package.json. */
  readonly scripts: Readonly<Record<string, string>>;
  /** docs/commands.md, which has the help of each command. */
  readonly helpPage: string;
  /** Whether a path relative to the repository exists. */
  readonly exists: (path: string) => boolean;
};

/** Why a command line cannot be run here, or `undefined`. Nothing is run: its script, words, options and paths are looked up. */
export function commandFault(
  command: string,
  { scripts, helpPage, exists }: KnownCommands,
): string | undefined {
  const [program, verb, name = "", separator, ...rest] = command.split(/\s+/);
  if (program === "npm" && verb === "run") {
    if (!Object.hasOwn(scripts, name)) return `package.json has no script "${name}"`;
    const args = separator === "--" ? rest : [];
    const help = helpOf(name, helpPage);
    const missing =
      help === undefined ? undefined : wordsOf(args).find((word) => !hasWord(help, word));
    if (missing !== undefined) return `the help of npm run ${name} does not know "${missing}"`;
  }
  const path = command.split(/\s+/).find((word) => isPath(word) && !exists(word));
  return path === undefined ? undefined : `${path} does not exist`;
}

/** A path in small letters: `OWNER/NAME` stands for a name. */
function isPath(word: string): boolean {
  return /^(?!-)[\w.-]+(?:\/[\w.-]+)+$/.test(word) && /[a-z]/.test(word);
}

/** The words before the first option, and all options; the values of options are not known to the help. */
function wordsOf(args: readonly string[]): readonly string[] {
  const firstOption = args.findIndex((word) => word.startsWith("-"));
  const words = firstOption === -1 ? args : args.slice(0, firstOption);
  const options = args.filter((word) => word.startsWith("--"));
  return [...words.filter((word) => /^[a-z][a-z-]*$/.test(word)), ...options];
}

function hasWord(help: string, word: string): boolean {
  return help.split(/[^\w-]+/).includes(word);
}

/** The section of a command, if the page has it. */
function helpOf(name: string, page: string): string | undefined {
  return page.split(/^## /m).find((section) => section.startsWith(`npm run ${name}\n`));
}
