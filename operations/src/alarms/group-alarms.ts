import type { AlarmReport } from "./alarm-report.ts";

/** Alarms that fire and say the same of several parts, such as the functions of one deploy. */
export type AlarmGroup = {
  readonly alarm: AlarmReport;
  /** The names of the others that say the same of another part. */
  readonly others: readonly string[];
};

/** Puts alarms of one kind, team and state together, so that a bad deploy is not nineteen paragraphs. The order stays. */
export function groupAlarms(alarms: readonly AlarmReport[]): readonly AlarmGroup[] {
  const groups = Map.groupBy(alarms, kindOf);
  return [...groups.values()].flatMap(([alarm, ...others]) =>
    alarm ? [{ alarm, others: others.map(({ name }) => name) }] : [],
  );
}

/** What the alarm says, without the part that it says it of. An alarm that names no part has its own name in it. */
function kindOf({
  name,
  state,
  isFiring,
  severity,
  owner,
  runbook,
  means,
  children,
}: AlarmReport): string {
  const part = isFiring && children.length === 0 ? partOf(name, means) : undefined;
  const said = part === undefined ? [name] : [name.slice(part.length), means.replaceAll(part, "")];
  return JSON.stringify([state, severity, owner, runbook, ...said]);
}

/** The longest beginning of the name that the text has as a word: OrdersApi of OrdersApiInitErrors. */
function partOf(name: string, means: string): string | undefined {
  const words = new Set(means.match(/\w+/g));
  const ends = [...name.matchAll(/(?<=.)[A-Z]/g)].map(({ index }) => index);
  return ends
    .toReversed()
    .map((end) => name.slice(0, end))
    .find((part) => words.has(part));
}
