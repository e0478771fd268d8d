import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { runOperatorCommand } from "./run-operator-command.ts";

const changes: AlarmChange[] = [];

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ onAlarm: (change) => changes.push(change) });
});

afterAll(() => scenario.close());

const stateOf = (name: string) =>
  scenario
    .stage()
    .alarms()
    .find(({ logicalName }) => logicalName === name)?.state;

/** Sends or removes messages of a queue, as the operator. */
async function callQueue(operation: string, logicalName: string, input: object = {}) {
  const queue = queuesOf(scenario.plan).find((each) => each.logicalName === logicalName);
  if (!queue) throw new Error(`The program has no queue ${logicalName}`);
  const QueueUrl = `${scenario.stage().url}/${scenario.plan.accountId}/${queue.name}`;
  await callService(scenario, "sqs", operation, { QueueUrl, ...input });
}

test("a quiet system has alarms, of which none fires", async () => {
  const shown = await runOperatorCommand(scenario, "alarms");
  expect(shown).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^No alarm of the stage local fires, \d+ OK/),
  });
});

test("a message that dies fires one alarm and one page, whose text leads to the runbook and the first command", async () => {
  await callQueue("SendMessage", "Orders", { MessageBody: '"no event"' });
  await scenario.waitUntil(() => stateOf("OrdersDeadLettersAny") === "ALARM");

  // The page waits for a root cause that could explain it.
  const [waiting] = changes.filter(({ alarm, to }) => alarm === "PageOrdersTeam" && to === "ALARM");
  expect(waiting?.actions).toMatchObject([{ outcome: "suppressed" }]);
  const untilMs = scenario.stage().nowMs() + 3 * 60_000;
  await scenario.waitUntil(() => scenario.stage().nowMs() >= untilMs);
  const page = await runOperatorCommand(scenario, "alarms", "PageOrdersTeam", "--json");
  expect(JSON.parse(page.stdout).history).toContainEqual(
    expect.objectContaining({
      summary: expect.stringMatching(/^Successfully executed action .*-Pages$/),
    }),
  );

  const shown = await runOperatorCommand(scenario, "alarms");
  expect(shown.exitCode).toBe(1);
  expect(shown.stdout).toMatch(
    /ALARM {2}OrdersDeadLettersAny {2}page, orders team, for .*\n.*\n {2}why {6}Threshold Crossed.*\n {2}runbook {2}docs\/runbooks\/dead-letter-messages\.md\n {2}next {2}npm run dlq -- list --state /,
  );
  const one = await runOperatorCommand(scenario, "alarms", "OrdersDeadLettersAny", "--json");
  expect(JSON.parse(one.stdout)).toMatchObject({
    alarms: [{ name: "OrdersDeadLettersAny", state: "ALARM", severity: "page" }],
    history: expect.arrayContaining([
      expect.objectContaining({ summary: expect.stringMatching(/to ALARM/) }),
    ]),
  });
});

test("the alarm and the page end when the message is gone", async () => {
  await callQueue("PurgeQueue", "OrdersDeadLetters");
  await scenario.waitUntil(
    () => stateOf("OrdersDeadLettersAny") === "OK" && stateOf("PageOrdersTeam") === "OK",
  );
  const unknown = await runOperatorCommand(scenario, "alarms", "OrdersDeadLetterAny");
  expect(unknown).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/has no alarm OrdersDeadLetterAny\. npm run alarms -- --all/),
  });
});
