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
import { exerciseProgram } from "./permissions/exercise-program.ts";
import { findDenial, isUsed } from "./permissions/find-denial.ts";
import { planReplay } from "./plan-replay.ts";

const help = `npm run permissions

  Removes each used permission in turn and checks that the stage denies the call. It first runs a short workload (a catalogue, three
  orders, events published twice) to find the actions that the roles use, then repeats it without each of these actions. Exit 0 if
  every denial names role, action and resource, else 1. Actions that this workload does not use are listed at the end;
  npm run evidence covers all of them.`;

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

  log("with every action");
  const { permissionsUsed, messages } = await exerciseProgram(plan, input);
  const grants = grantsOf(plan);
  const unexpected = grants.map((grant) => findDenial(grant, messages)).find((line) => line);
  if (unexpected) {
    console.log(`The unchanged program already has a denied call: ${unexpected}`);
    return 1;
  }
  const { used = [], unused = [] } = Object.groupBy(grants, (grant) =>
    isUsed(grant, permissionsUsed) ? "used" : "unused",
  );
  let denied = 0;
  for (const [index, grant] of used.entries()) {
    signal.throwIfAborted();
    log(`${index + 1} of ${used.length}: ${grant.role} without ${grant.action}`);
    const without = await exerciseProgram(withoutAction(plan, grant), input);
    const denial = findDenial(grant, without.messages);
    if (denial) denied += 1;
    const result = denial ?? (without.messages.join("; ") || "the stage reported nothing");
    console.log(`${denial ? "ok  " : "FAIL"} ${grant.role} without ${grant.action}: ${result}`);
  }
  for (const { role, action } of unused) console.log(`--   ${role}, ${action}: not used`);
  console.log(
    `${denied} of ${used.length} removed actions were denied; ${unused.length} more are not used in this workload`,
  );
  return denied === used.length ? 0 : 1;
}
