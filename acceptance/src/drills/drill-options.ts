import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import type { Drill } from "./drill.ts";
import { drills } from "./drills.ts";

export const drillHelp = `npm run drill -- [NAME ...] [options]

  Makes alarms fire and clear: starts a system on this machine, brings each condition about, waits until its alarms fire, in
  skipped time, runs the commands of the runbook as they are written, ends the condition, and waits until the alarms clear. An
  alarm that the condition does not explain fails the drill. Records in docs/runbooks/drills.json what was seen.

  NAME        drills (default: all)
  --list      print the drills and their runbooks
  --hold      with one NAME: keep the system running while its alarms fire, so that a person can follow the runbook
  --no-record write no record

  Exit 0 every alarm did as it must; 1 one did not; 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const drillOptions = {
  list: { type: "boolean", default: false },
  hold: { type: "boolean", default: false },
  "no-record": { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** The drills that are named, by their own names. @throws UsageError for a name that is none. */
export function readDrillNames({
  positionals,
  values: { hold },
}: Given<typeof drillOptions>): readonly Drill[] {
  if (hold && positionals.length !== 1) throw new UsageError("--hold needs one drill.");
  if (positionals.length === 0) return drills;
  return positionals.map((name) => {
    const drill = drills.find((each) => each.name === name);
    if (drill) return drill;
    throw new UsageError(`There is no drill "${name}". Drills: npm run drill -- --list`);
  });
}
