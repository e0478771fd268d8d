import type { Plan } from "@stagecraft/plan/plan";
import { alarmPrefix } from "../alarms/alarm-prefix.ts";
import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { readLiveAlias } from "./live-alias.ts";
import { liveAliasesOf } from "./live-aliases-of.ts";
import { metricIsAbout } from "./metric-is-about.ts";
import { printStatus } from "./print-status.ts";
import { releaseVersions } from "./release-versions.ts";
import { rollBack } from "./roll-back.ts";
import { withoutAliases } from "./without-aliases.ts";

/** What the command gets from outside. */
type CanaryInput = Omit<CanaryContext, "aliases" | "alarmPrefix" | "isAbout" | "connection"> & {
  /** Connects to the stage. It is called only when the stage has aliases. */
  connect(): Promise<CanaryContext["connection"]>;
};

/** Runs `npm run canary` on the aliases that the Plan declares. @throws errors of `connect` and of AWS's APIs */
export async function runCanary(
  plan: Plan,
  { connect, ...given }: CanaryInput,
): Promise<CanaryResult> {
  const { action } = given.options;
  const declared = liveAliasesOf(plan);
  if (declared.length === 0) return withoutAliases(action, plan.stage);
  const connection = await connect();
  const aliases = await Promise.all(
    declared.map((alias) => readLiveAlias(connection.lambda, alias)),
  );
  const context = {
    ...given,
    connection,
    aliases,
    alarmPrefix: alarmPrefix(plan),
    isAbout: metricIsAbout(plan),
  };
  switch (action) {
    case "status":
      return printStatus(aliases, connection.nowMs());
    case "rollback":
      return rollBack(context);
    case "release":
      return releaseVersions(context);
  }
}
