import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { measureImports } from "./imports/measure-imports.ts";
import { withInstalled } from "./imports/with-installed.ts";

const help = `node scripts/figures/driver-figures.ts [--rounds N]

  What drivers for Postgres cost to import: the size of a bundle, minified, and the processor time of its import, the median of N cold
  processes less that of an empty module. The packages are installed from scripts/figures/drivers into a temporary folder, from the
  npm registry.

  --rounds N   how many processes of each (default: 9)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const imports = [
  { name: "pg", code: `import pg from "pg"; export const pool = new pg.Pool({ max: 1 });` },
  {
    name: "postgres",
    code: `import postgres from "postgres"; export const sql = postgres({ max: 1 });`,
  },
  {
    name: "Data API",
    code: `import { ExecuteStatementCommand, RDSDataClient } from "@aws-sdk/client-rds-data"; export const client = new RDSDataClient({ region: "eu-west-1" }); export { ExecuteStatementCommand };`,
  },
];

await runCommand({
  name: "driver-figures",
  help,
  options: { rounds: { type: "string", default: "9" } },
  endsInOrder: true,
  async run({ values }, { signal }) {
    const rounds = wholeNumber("--rounds", values.rounds, 1, 100);
    await withInstalled(join(root, "scripts/figures/drivers"), signal, async (folder) => {
      const costs = await measureImports(imports, { root, from: folder, folder, rounds, signal });
      for (const { name, bytes, cpuMs } of costs) {
        console.log(`${name}: ${cpuMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB`);
      }
    });
    return 0;
  },
});
