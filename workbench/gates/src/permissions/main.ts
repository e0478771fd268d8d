import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@stagecraft/cli/run-command";
import { planOfStage } from "../plan-of-stage.ts";
import { permissionsOf } from "./permissions-of.ts";
import { permissionsPage, unexplained } from "./permissions-page.ts";

const help = `npm run permissions:page -- [--check]

  Writes docs/permissions.md: each role of the stage prod, its actions and resources, the code or the service that uses them, and why
  a wildcard is there. Exit 1 when nothing is known to use a permission, or nothing explains a wildcard.
  --check   writes nothing; exit 1 also when the page is stale`;

const file = "docs/permissions.md";

await runCommand({
  name: "permissions:page",
  help,
  options: { check: { type: "boolean", default: false } },
  async run({ values: { check } }, { signal }) {
    const root = process.cwd();
    const permissions = await permissionsOf(root, await planOfStage(root, "prod", signal));
    const problems = unexplained(permissions);
    for (const problem of problems) console.log(problem);
    const page = permissionsPage(permissions);
    const isStale = (await readFile(join(root, file), "utf8").catch(() => "")) !== page;
    if (isStale && !check) await writeFile(join(root, file), page);
    const [done, stale] = check
      ? ["is up to date", "is stale: npm run permissions:page"]
      : ["is up to date", "was written"];
    console.log(`${file} ${isStale ? stale : done}`);
    return problems.length > 0 || (isStale && check) ? 1 : 0;
  },
});
