import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { commandHelp, commandLine, programsOf } from "./commands/command-help.ts";
import { commandsPage, withoutCommands } from "./commands/commands-page.ts";

const help = `npm run commands -- [--check]

  Writes docs/commands.md from the help of every command in package.json.
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
    const page = commandsPage(
      await Promise.all(programs.filter(exists).map((program) => commandHelp(program, root))),
    );
    const current = await readFile(join(root, file), "utf8").catch(() => "");
    const deleted = programs
      .filter((program) => !exists(program))
      .map(([name]) => commandLine(name));
    if (current === page || (check && withoutCommands(current, deleted) === page)) {
      console.log(`${file} is up to date`);
      return 0;
    }
    if (check) {
      console.log(`${file} is stale: npm run commands`);
      return 1;
    }
    await writeFile(join(root, file), page);
    console.log(`wrote ${file}`);
    return 0;
  },
});
