import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { synthesize } from "@stagecraft/plan/synthesize";
import { catalogueOf } from "./catalogue.ts";
import { defaultSeed } from "./chance.ts";
import { readData } from "./online-retail/read-data.ts";
import { complaintsAbout } from "./permissions/try-without.ts";
import { grantsOf, withoutAction } from "./permissions/without-action.ts";
import { planReplay } from "./plan-replay.ts";

/** Takes each action of each role out, one by one, and shows what the stage says to it; exit 1 when one is not missed. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const plan = await synthesize({ root, stage: "local" });
const data = await readData(join(root, "demo/data/online-retail"));
const { orders } = planReplay(data, 3);
const rows = data.invoices.flatMap((invoice) => invoice.rows);
const world = { root, orders, catalogue: catalogueOf(rows, defaultSeed).csv };

let unnoticed = 0;
const untouched = await complaintsAbout(plan, world);
if (/may not|cannot|needs/.test(untouched)) {
  console.log(`The program as it is has complaints already:\n${untouched}`);
  unnoticed += 1;
}
for (const grant of grantsOf(plan)) {
  const said = await complaintsAbout(withoutAction(plan, grant), world);
  const line = said
    .split("\n")
    .find(
      (text) =>
        text.includes(grant.role) &&
        text.includes(grant.action) &&
        namesResource(text, grant.resources),
    );
  if (!line) unnoticed += 1;
  console.log(
    `${line ? "ok  " : "MISS"} ${grant.role} without ${grant.action}: ${line ?? (said || "nothing was said")}`,
  );
}
console.log(
  unnoticed === 0 ? "Every action that was taken out was missed." : `${unnoticed} were not missed.`,
);
process.exitCode = unnoticed === 0 ? 0 : 1;

/** A grant on a log group is used on the group's streams. */
function namesResource(text: string, resources: readonly string[]): boolean {
  return resources.some((resource) => text.includes(resource.replace(/:?\*$/, "")));
}
