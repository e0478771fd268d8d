import { expect, test } from "vitest";
import type { AlarmReport } from "./alarm-report.ts";
import { printAlarms } from "./print-alarms.ts";

const alarm = (name: string, changes: Partial<AlarmReport> = {}): AlarmReport => ({
  name,
  state: "ALARM",
  isFiring: true,
  sinceMs: 0,
  reason: "Threshold Crossed",
  means: "Orders fail.",
  severity: "page",
  owner: "orders team",
  runbook: "docs/runbooks/stuck-workflow.md",
  children: [],
  ...changes,
});

const page = (changes: Partial<AlarmReport> = {}): AlarmReport => ({
  name: "PageOrdersTeam",
  state: "ALARM",
  isFiring: true,
  sinceMs: 0,
  reason:
    "arn:aws:cloudwatch:us-east-1:123456789012:alarm:stagecraft-local-OrderFailed transitioned",
  means: "Something needs a person now.",
  children: ["OrderFailed", "OrdersAge"],
  ...changes,
});

const print = (...alarms: readonly AlarmReport[]) =>
  printAlarms(alarms, alarms, {
    nowMs: 60_000,
    stage: "local",
    nextOf: ({ runbook }) => (runbook ? ["npm run orders -- --failed"] : []),
  });

test("a page names the alarms that it fires for", () => {
  expect(
    print(page(), alarm("OrderFailed"), alarm("OrdersAge", { state: "OK", isFiring: false })),
  ).toContain(
    "PageOrdersTeam  for 1 min\n  Something needs a person now.\n  why      OrderFailed fires\n",
  );
});

test.each([
  ["Alarm", "held back: a root cause fires, and pages instead"],
  ["WaitPeriod", "held back for a moment: a root cause may fire, and page instead"],
  ["ExtensionPeriod", "held back for some minutes more: a root cause has just ended"],
] as const)("a page that %s holds back says so in words", (heldBack, text) => {
  expect(print(page({ heldBack }))).toContain(`\n  actions  ${text}`);
});

test("alarms that say the same are one paragraph with one command", () => {
  const initErrors = (part: string) =>
    alarm(`${part}InitErrors`, { means: `${part} does not start.`, severity: "ticket" });
  expect(print(initErrors("OrdersApi"), initErrors("OutboxRelay"), initErrors("StopOrder"))).toBe(`\
3 alarms of the stage local fire, 0 OK

ALARM  OrdersApiInitErrors  ticket, orders team, for 1 min
  OrdersApi does not start.
  why      Threshold Crossed
  and      2 like it: OutboxRelayInitErrors, StopOrderInitErrors
  runbook  docs/runbooks/stuck-workflow.md
  next  npm run orders -- --failed`);
});
