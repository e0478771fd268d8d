import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { printWarnings } from "@stagecraft/plan/print-warnings";
import { synthesize } from "@stagecraft/plan/synthesize";
import { architecture, generatedFiles } from "./generated-files.ts";
import { staleFiles } from "./stale-files.ts";

const help = `npm run diagram -- [--check]

  Draws the stage prod: the overview into docs/overview-light.svg and docs/overview-dark.svg, the system, its failures and
  its network paths into docs/architecture/ and docs/architecture.md.
  --check   writes nothing; exit 1 when a file is not what would be drawn`;

await runCommand({
  name: "diagram",
  help,
  options: { check: { type: "boolean", default: false } },
  run: ({ values }) => draw(values.check),
});

async function draw(checkOnly: boolean): Promise<ExitCode> {
  const root = process.cwd();
  const plan = await synthesize({ root, stage: "prod" });
  printWarnings(plan);
  const files = await generatedFiles(plan, await readFile(join(root, architecture.page), "utf8"));
  const stale = await staleFiles(root, architecture.folder, files);
  if (stale.length === 0) {
    console.log("the pictures are up to date");
    return 0;
  }
  if (checkOnly) {
    for (const path of stale) console.log(`${path} is not what the program is: npm run diagram`);
    return 1;
  }
  for (const path of stale) {
    const content = files.get(path);
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await (content === undefined ? rm(file) : writeFile(file, content));
    console.log(`${content === undefined ? "removed" : "drawn"}: ${path}`);
  }
  return 0;
}
