import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { measureImports } from "./imports/measure-imports.ts";
import { withInstalled } from "./imports/with-installed.ts";

const help = `node scripts/figures/validator-figures.ts [--rounds N]

  Compares validators with one schema, the body of an order of 24 lines: the size of a bundle, minified; the processor time of its
  import, the median of N cold processes less that of an empty module; and the time of a check when it is warm. The packages are
  installed from scripts/figures/validators into a temporary folder, from the npm registry.

  --rounds N   how many processes of each (default: 9)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const validators = ["zod", "zod-mini", "valibot", "typebox", "ajv", "ajv-standalone"];
const timer = join(root, "scripts/figures/imports/time-check.mjs");
const run = promisify(execFile);

await runCommand({
  name: "validator-figures",
  help,
  options: { rounds: { type: "string", default: "9" } },
  endsInOrder: true,
  async run({ values }, { signal }) {
    const rounds = wholeNumber("--rounds", values.rounds, 1, 100);
    await withInstalled(join(root, "scripts/figures/validators"), signal, async (folder) => {
      await run(process.execPath, ["generate-standalone.mjs"], { cwd: folder, signal });
      const imports = validators.map((name) => ({
        name,
        code: `export { isOrder } from "./${name}.mjs";`,
      }));
      const costs = await measureImports(imports, { root, from: folder, folder, rounds, signal });
      for (const { name, bundle, bytes, cpuMs } of costs) {
        const { stdout } = await run(process.execPath, [timer, bundle], { signal });
        const sizes = `${cpuMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB`;
        console.log(`${name}: ${sizes}, ${Number(stdout).toFixed(1)} us a check`);
      }
    });
    return 0;
  },
});
