import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { grantsOf, withoutAction } from "@stagecraft/acceptance/plan-edits/without-action";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import type { CommandContext } from "@stagecraft/cli/run-main";
import { defaultSeed } from "@stagecraft/operations/local-system/chance";
import { synthesize } from "@stagecraft/plan/synthesize";
import { catalogueOf } from "./catalogue.ts";
import { readData } from "./online-retail/read-data.ts";
import { isUsed, refusalOf } from "./permissions/refusal-of.ts";
import { walkThrough } from "./permissions/walk-through.ts";
import { planReplay } from "./plan-replay.ts";

const help = `npm run permissions

  Walks a short way through the program (a catalogue, three orders, one of them published twice) and notes which actions
  its roles use. Then it walks the same way without each of them. Exit 0 only if the stage refuses each time, naming role,
  action and resource. What is not on this way is listed at the end: npm run evidence walks them all.`;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "permissions",
  help,
  options: {},
  endsInOrder: true,
  run: (_given, context) => permissions(context),
});

async function permissions({ log, signal }: CommandContext): Promise<ExitCode> {
  const plan = await synthesize({ root, stage: "local" });
  const data = await readData(join(root, "demo/data/online-retail"));
  const rows = data.invoices.flatMap((invoice) => invoice.rows);
  const { orders } = planReplay(data, 3);
  const input = { root, orders, catalogue: catalogueOf(rows, defaultSeed).csv };

  log("the way with every action");
  const { permissionsUsed, said } = await walkThrough(plan, input);
  const grants = grantsOf(plan);
  const complaint = grants.map((grant) => refusalOf(grant, said)).find((line) => line);
  if (complaint) {
    console.log(`The program as it is lacks something already: ${complaint}`);
    return 1;
  }
  const { used = [], unused = [] } = Object.groupBy(grants, (grant) =>
    isUsed(grant, permissionsUsed) ? "used" : "unused",
  );
  let missed = 0;
  for (const [index, grant] of used.entries()) {
    signal.throwIfAborted();
    log(`${index + 1} of ${used.length}: ${grant.role} without ${grant.action}`);
    const without = await walkThrough(withoutAction(plan, grant), input);
    const refusal = refusalOf(grant, without.said);
    if (refusal) missed += 1;
    const answer = refusal ?? (without.said.join("; ") || "nothing was said");
    console.log(`${refusal ? "ok  " : "MISS"} ${grant.role} without ${grant.action}: ${answer}`);
  }
  for (const { role, action } of unused) console.log(`--   ${role}, ${action}: not on this way`);
  console.log(
    `${missed} of ${used.length} actions were missed when they were taken out; ${unused.length} more are not on this way`,
  );
  return missed === used.length ? 0 : 1;
}
