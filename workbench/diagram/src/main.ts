import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "@stagecraft/plan/synthesize";
import { withDrawings } from "./architecture-page.ts";
import { mermaid } from "./mermaid.ts";
import { networkGraph } from "./network-graph.ts";
import { systemGraph } from "./system-graph.ts";

const help = `npm run diagram -- [--check]

  Draws the stage prod into docs/architecture.md.
  --check   writes nothing; exit 1 when the page is not what would be drawn`;

const page = "docs/architecture.md";

try {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) console.log(help);
  else await draw(values.check);
} catch (error) {
  console.error(`diagram: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function draw(checkOnly: boolean) {
  const root = process.cwd();
  const file = join(root, page);
  const plan = await synthesize({ root, stage: "prod" });
  const kept = await readFile(file, "utf8");
  const drawn = withDrawings(kept, {
    system: mermaid(systemGraph(plan)),
    network: mermaid(networkGraph(plan)),
  });
  if (drawn === kept) console.log(`${page} is up to date`);
  else if (checkOnly) throw new Error(`${page} is not what the program is: npm run diagram`);
  else {
    await writeFile(file, drawn);
    console.log(`drawn into ${page}`);
  }
}
