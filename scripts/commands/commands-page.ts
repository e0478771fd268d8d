import type { CommandHelp } from "./command-help.ts";

const head = `# Commands

\`npm run commands\` writes this page from the \`--help\` of each command. Arguments of a command come after \`--\`.

All commands use the same exit codes: 0 done; 1 the command found something; 2 wrong usage, or the command could not do its work;
128 plus the signal's number after an interruption. After the first Ctrl-C a command cleans up and ends, the second one ends it at
once. In both cases all processes that it started end too.
`;

/** docs/commands.md: a list of all commands, then the help of each. */
export function commandsPage(commands: readonly CommandHelp[]): string {
  const index = commands.map(
    ({ command, help }) => `- [\`${command}\`](#${anchorOf(command)}): ${summaryOf(help)}`,
  );
  const sections = commands.map(({ command, help, subcommands }) =>
    [`## ${command}`, ...[help, ...subcommands].map((text) => `\`\`\`\n${text}\n\`\`\``)].join(
      "\n\n",
    ),
  );
  return [head, index.join("\n"), ...sections]
    .join("\n\n")
    .replace(/\n{3,}/g, "\n\n")
    .concat("\n");
}

/** The page without the lines and sections of these commands. */
export function withoutCommands(page: string, commands: readonly string[]): string {
  const isLeftOut = (text: string, prefix: string, suffix: string) =>
    commands.some((command) => text.startsWith(prefix + command + suffix));
  return page
    .split(/^(?=- \[|## )/m)
    .filter((part) => !isLeftOut(part, "- [`", "`]") && !isLeftOut(part, "## ", "\n"))
    .join("")
    .replaceAll(/\n+(?=## )/g, "\n\n")
    .replace(/\n*$/, "\n");
}

/** GitHub's anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}

/** The first sentence after the usage line. */
export function summaryOf(help: string): string {
  const [, paragraph = ""] = help.split(/\n\s*\n/);
  const text = paragraph.replaceAll(/\s+/g, " ").trim();
  const [sentence = text] = /^.*?[.:](?= |$)/.exec(text) ?? [];
  return sentence.replace(/[.:]$/, ".");
}
