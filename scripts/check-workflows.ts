import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { workflowFaults } from "./workflows/workflow-faults.ts";

const help = `npm run check:workflows

  Checks the workflows of .github with actionlint, and for secure tokens: actions pinned by commit, permissions only for single
  jobs, no permission to write for forks, a time limit. Exit 1 for a finding.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "check:workflows",
  help,
  options: {},
  async run() {
    const files = [".github/workflows", ".github/actions"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".yml"))
        .map((file) => `${folder}/${file}`),
    );
    const findings = files.flatMap((file) =>
      workflowFaults(file, readFileSync(join(root, file), "utf8")),
    );
    for (const finding of findings) console.log(finding);
    return findings.length === 0 ? 0 : 1;
  },
});
