import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { type CommandHelp, commandHelp, commandLine, programsOf } from "./commands/command-help.ts";
import { commandsPage, withoutCommands } from "./commands/commands-page.ts";
import {
  commandProblem,
  commandsIn,
  type DocumentedCommand,
} from "./commands/documented-commands.ts";

const help = `npm run commands -- [--check]

  Writes docs/commands.md from the help of every command in package.json. Every other page may name only commands and options that
  exist; exit 1 when one does not.
  --check   writes nothing; exit 1 when the page is stale. Commands of a deleted folder, such as demo/, do not count`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = "docs/commands.md";

await runCommand({
  name: "commands",
  help,
  options: { check: { type: "boolean", default: false } },
  async run({ values: { check } }) {
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const programs = programsOf(scripts);
    const exists = ([, program]: readonly [string, string]) => existsSync(join(root, program));
    const helps = await helpOf(programs.filter(exists));
    const problems = await documentedProblems({ scripts: Object.keys(scripts), helps });
    for (const problem of problems) console.log(problem);
    const page = commandsPage(helps);
    const current = await readFile(join(root, file), "utf8").catch(() => "");
    const deleted = programs
      .filter((program) => !exists(program))
      .map(([name]) => commandLine(name));
    if (current === page || (check && withoutCommands(current, deleted) === page)) {
      console.log(`${file} is up to date`);
      return problems.length > 0 ? 1 : 0;
    }
    if (check) {
      console.log(`${file} is stale: npm run commands`);
      return 1;
    }
    await writeFile(join(root, file), page);
    console.log(`wrote ${file}`);
    return problems.length > 0 ? 1 : 0;
  },
});

/** What is wrong with the commands that the pages name. */
async function documentedProblems(known: Parameters<typeof commandProblem>[1]) {
  const documented: DocumentedCommand[] = [];
  for await (const page of glob(["*.md", "docs/**/*.md"], { cwd: root })) {
    if (page === file) continue;
    documented.push(...commandsIn(page, await readFile(join(root, page), "utf8")));
  }
  if (documented.length === 0) throw new Error(`The pages of ${root} name no command.`);
  return documented.flatMap((command) => commandProblem(command, known) ?? []);
}

/** Runs one program for each processor: together they would compile the same modules at once, instead of finding them in Node's cache. */
async function helpOf(programs: ReturnType<typeof programsOf>): Promise<readonly CommandHelp[]> {
  const helps: CommandHelp[] = [];
  const queue = programs.entries();
  const runners = Array.from({ length: availableParallelism() }, async () => {
    for (const [index, program] of queue) helps[index] = await commandHelp(program, root);
  });
  await Promise.all(runners);
  return helps;
}
