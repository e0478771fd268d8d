import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { unrunTasks } from "./test/unrun-tasks.ts";

const help = `npm run check:packages

  Checks that npm test runs every package: each needs the task "types", and "unit" and "integration" if it has such tests.
  Exit 1 when one lacks a task.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "check:packages",
  help,
  options: {},
  async run() {
    const missing = unrunTasks(root);
    for (const { file, task, command } of missing) {
      console.log(
        `${file} has no script "${task}", so that npm test would not run it: "${command}"`,
      );
    }
    return missing.length === 0 ? 0 : 1;
  },
});
