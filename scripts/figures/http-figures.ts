import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { measureImports } from "./imports/measure-imports.ts";
import { withInstalled } from "./imports/with-installed.ts";

const help = `node scripts/figures/http-figures.ts [--rounds N]

  Compares HTTP frameworks in a function, with the same five routes: the size of a bundle, minified; the processor time of its import,
  the median of N cold processes less that of an empty module; and that of a warm POST with 24 lines, also as a ratio to a handler
  without a framework. The packages are installed from scripts/figures/http-frameworks into a temporary folder, from the npm registry.

  --rounds N   how many processes of each (default: 9)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const timer = join(root, "scripts/figures/imports/time-requests.mjs");
const frameworks = ["bare", "hono", "powertools", "fastify", "express"];
const run = promisify(execFile);

await runCommand({
  name: "http-figures",
  help,
  options: { rounds: { type: "string", default: "9" } },
  endsInOrder: true,
  async run({ values }, { signal }) {
    const rounds = wholeNumber("--rounds", values.rounds, 1, 100);
    await withInstalled(join(root, "scripts/figures/http-frameworks"), signal, async (folder) => {
      const imports = frameworks.map((name) => ({
        name,
        code: `export { handler } from "./${name}.mjs";`,
      }));
      const costs = await measureImports(imports, { root, from: folder, folder, rounds, signal });
      let bareUs = Number.NaN;
      for (const { name, bundle, bytes, cpuMs } of costs) {
        const { stdout } = await run(process.execPath, [timer, bundle], { signal });
        const requestUs = Number(stdout);
        if (name === "bare") bareUs = requestUs;
        const sizes = `${cpuMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB`;
        const ratio = (requestUs / bareUs).toFixed(1);
        console.log(`${name}: ${sizes}, ${requestUs.toFixed(1)} us a request, ${ratio} times`);
      }
    });
    return 0;
  },
});
