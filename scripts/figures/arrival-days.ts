import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";

const help = `node scripts/figures/arrival-days.ts

  Prints for how many days a message of each contract may be in flight: in its queue, and before that in its dead-letter queue.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

await runCommand({
  name: "arrival-days",
  help,
  options: {},
  async run() {
    const page = readFileSync(join(root, "docs/contracts.md"), "utf8");
    const rows = page.matchAll(/^\| `([\w-]+)` \|.*retained for (\d+) days?.*for (\d+) days/gm);
    for (const [, contract, inQueue, asDeadLetter] of rows) {
      console.log(`${contract}: ${Number(inQueue) + Number(asDeadLetter)}`);
    }
    return 0;
  },
});
