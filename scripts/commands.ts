import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { commandHelp, programsOf } from "./commands/command-help.ts";
import { commandsPage } from "./commands/commands-page.ts";

const help = `npm run commands -- [--check]

  Writes docs/commands.md from the help of every command in package.json.
  --check   writes nothing; exit 1 when the page is stale`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = "docs/commands.md";

await runCommand({
  name: "commands",
  help,
  options: { check: { type: "boolean", default: false } },
  async run({ values: { check } }) {
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const commands = await Promise.all(
      programsOf(scripts, (program) => existsSync(join(root, program))).map((program) =>
        commandHelp(program, root),
      ),
    );
    const page = commandsPage(commands);
    const current = await readFile(join(root, file), "utf8").catch(() => "");
    if (current === page) {
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
