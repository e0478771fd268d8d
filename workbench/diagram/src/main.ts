import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { printWarnings } from "@stagecraft/plan/print-warnings";
import { synthesize } from "@stagecraft/plan/synthesize";
import { withDrawings } from "./architecture-page.ts";
import { mermaid } from "./mermaid.ts";
import { networkGraph } from "./network-graph.ts";
import { systemGraph } from "./system-graph.ts";

const help = `npm run diagram -- [--check]

  Draws the stage prod into docs/architecture.md.
  --check   writes nothing; exit 1 when the page is not what would be drawn`;

const page = "docs/architecture.md";

await runCommand({
  name: "diagram",
  help,
  options: { check: { type: "boolean", default: false } },
  run: ({ values }) => draw(values.check),
});

async function draw(checkOnly: boolean): Promise<ExitCode> {
  const root = process.cwd();
  const file = join(root, page);
  const plan = await synthesize({ root, stage: "prod" });
  printWarnings(plan);
  const kept = await readFile(file, "utf8");
  const drawn = withDrawings(kept, {
    system: mermaid(systemGraph(plan)),
    network: mermaid(networkGraph(plan)),
  });
  if (drawn === kept) {
    console.log(`${page} is up to date`);
    return 0;
  }
  if (checkOnly) {
    console.log(`${page} is not what the program is: npm run diagram`);
    return 1;
  }
  await writeFile(file, drawn);
  console.log(`drawn into ${page}`);
  return 0;
}
