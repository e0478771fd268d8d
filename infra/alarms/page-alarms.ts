import type { Team } from "../../packages/contracts/src/contract.ts";
import { physicalName } from "../physical-name.ts";
import { alarms } from "./alarm.ts";
import { topics } from "./notifications.ts";

/**
 * What wakes people: one page for each team, however many of its alarms fire, and none while a root cause explains them, which
 * pages by itself. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */

const all = [...alarms.values()];

const rootCause = new aws.cloudwatch.CompositeAlarm("RootCause", {
  alarmName: physicalName("RootCause"),
  alarmDescription:
    "The database, the account's concurrency or the payments provider is in trouble: that alarm pages, and the teams' pages wait.",
  alarmRule: anyOf(all.filter(({ isRootCause }) => isRootCause)),
});

const pagesByTeam = Map.groupBy(
  all.filter(({ severity, isRootCause }) => severity === "page" && !isRootCause),
  ({ owner }) => owner,
);

/** The ARNs of the alarms that wake people, the root cause first. */
export const pageAlarms = [rootCause.arn, ...[...pagesByTeam].map(pageOf)];

function pageOf([team, pages]: [Team, typeof all]) {
  const name = `Page${team.replace(/^./, (letter) => letter.toUpperCase()).replace(" team", "Team")}`;
  const page = new aws.cloudwatch.CompositeAlarm(name, {
    alarmName: physicalName(name),
    alarmDescription: `Something of the ${team} needs a person now. Which alarms: npm run alarms -- --stage ${$app.stage}. Each names its runbook.`,
    alarmRule: anyOf(pages),
    alarmActions: [topics.page],
    okActions: [topics.page],
    // A root cause may be seen a little later than what follows from it, and what follows may last a little longer.
    actionsSuppressor: { alarm: rootCause.arn, waitPeriod: 120, extensionPeriod: 300 },
    tags: { severity: "page", owner: team },
  });
  return page.arn;
}

function anyOf(of: typeof all) {
  return $util
    .all(of.map(({ name }) => name))
    .apply((names) => names.map((name) => `ALARM("${name}")`).join(" OR "));
}
