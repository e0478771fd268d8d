import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@stagecraft/cli/run-command";
import { bundledPackages } from "../governance/tree/bundled-packages.ts";
import { readLockfile } from "../governance/tree/lockfile.ts";
import { planOfStage } from "../plan-of-stage.ts";
import { bundleSbom } from "./bundle-sbom.ts";

const help = `npm run sbom -- [--stage STAGE] [--out FOLDER]

  Writes a bill of materials of each function's bundle, in CycloneDX 1.6: the npm packages with code in it, with version, licence and
  hash. They are read from the bundle itself, so that what is installed and not deployed is left out.
  --stage STAGE   (default: prod)
  --out FOLDER    (default: .stagecraft/sbom)`;

await runCommand({
  name: "sbom",
  help,
  options: {
    stage: { type: "string", default: "prod" },
    out: { type: "string", default: ".stagecraft/sbom" },
  },
  async run({ values: { stage, out } }, { signal }) {
    const root = process.cwd();
    const plan = await planOfStage(root, stage, signal);
    const packages = await readLockfile(root);
    const bundled = await bundledPackages(root, plan, packages);
    const folder = join(out, stage);
    await mkdir(folder, { recursive: true });
    for (const [name, { sha256 }] of Object.entries(plan.bundles)) {
      const own = packages.filter(({ path }) => bundled.get(path)?.includes(name));
      await writeFile(join(folder, `${name}.cdx.json`), bundleSbom({ name, sha256 }, own));
    }
    const count = Object.keys(plan.bundles).length;
    console.log(`${folder}: ${count} bills of materials, with ${bundled.size} packages`);
    return 0;
  },
});
