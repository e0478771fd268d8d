import type { Team } from "../../packages/contracts/src/contract.ts";
import { alarms } from "./alarm.ts";
import { topics } from "./notifications.ts";

/**
 * What wakes people: one page for each team, however many of its alarms fire, and none while a root cause explains them, which
 * pages by itself. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */

const all = [...alarms.values()];

const rootCause = new aws.cloudwatch.CompositeAlarm("RootCause", {
  alarmName: `${$app.name}-${$app.stage}-RootCause`,
  alarmDescription:
    "The database, the account's concurrency or the payments provider is in trouble: that alarm pages, and the teams' pages wait.",
  alarmRule: anyOf(all.filter(({ isRootCause }) => isRootCause)),
});

const teams = ["orders team", "payments team", "sales team", "catalogue team"] as const;

/** The ARNs of the alarms that wake people, the root cause first. */
export const pageAlarms = [rootCause.arn, ...teams.flatMap(pageOf)];

function pageOf(team: Team) {
  const pages = all.filter(
    ({ owner, severity, isRootCause }) => owner === team && severity === "page" && !isRootCause,
  );
  if (pages.length === 0) return [];
  const name = `Page${team.replace(/^./, (letter) => letter.toUpperCase()).replace(" team", "Team")}`;
  const page = new aws.cloudwatch.CompositeAlarm(name, {
    alarmName: `${$app.name}-${$app.stage}-${name}`,
    alarmDescription: `Something of the ${team} needs a person now. Which alarms: npm run alarms -- --stage ${$app.stage}. Each names its runbook.`,
    alarmRule: anyOf(pages),
    alarmActions: [topics.page],
    okActions: [topics.page],
    // A root cause may be seen a little later than what follows from it, and what follows may last a little longer.
    actionsSuppressor: { alarm: rootCause.arn, waitPeriod: 120, extensionPeriod: 300 },
    tags: { severity: "page", owner: team },
  });
  return [page.arn];
}

function anyOf(of: typeof all) {
  return $util
    .all(of.map(({ name }) => name))
    .apply((names) => names.map((name) => `ALARM("${name}")`).join(" OR "));
}
