import { expect, test } from "vitest";
import type { AlarmReport } from "./alarm-report.ts";
import { groupAlarms } from "./group-alarms.ts";

const initErrors = (part: string, changes: Partial<AlarmReport> = {}): AlarmReport => ({
  name: `${part}InitErrors`,
  state: "ALARM",
  isFiring: true,
  sinceMs: 0,
  reason: "Threshold Crossed",
  means: `New environments of ${part} do not start.`,
  severity: "ticket",
  owner: "orders team",
  runbook: "docs/runbooks/bad-deploy.md",
  children: [],
  ...changes,
});

const namesOf = (alarms: readonly AlarmReport[]) =>
  groupAlarms(alarms).map(({ alarm, others }) => [alarm.name, ...others]);

test("alarms that say the same of several functions are one group", () => {
  expect(namesOf([initErrors("OrdersApi"), initErrors("OutboxRelay")])).toEqual([
    ["OrdersApiInitErrors", "OutboxRelayInitErrors"],
  ]);
});

test.each<[string, AlarmReport]>([
  ["of another team", initErrors("SalesProjector", { owner: "sales team" })],
  ["that does not fire", initErrors("OutboxRelay", { state: "OK", isFiring: false })],
  ["with another text", initErrors("OutboxRelay", { means: "OutboxRelay fails." })],
  ["of another kind", initErrors("OutboxRelay", { name: "OutboxRelayErrors" })],
  ["that names no part", initErrors("OutboxRelay", { means: "Orders fail." })],
])("an alarm %s stands alone", (_what, other) => {
  expect(namesOf([initErrors("OrdersApi"), other])).toEqual([
    ["OrdersApiInitErrors"],
    [other.name],
  ]);
});
