import type { Trouble } from "@stagecraft/local-stage/stage/trouble";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildFixture,
  type Fixture,
  startHarness,
  withFailing,
} from "../../testing/dead-letters/harness.ts";
import { createTroubleLines } from "./trouble-lines.ts";

let fixture: Fixture;

beforeAll(async () => {
  fixture = await buildFixture();
});

afterAll(() => fixture.remove());

/** Starts a stage on which these functions fail, and collects the lines of its console. */
async function open(...failing: readonly string[]) {
  const lines: string[] = [];
  const onTrouble = createTroubleLines((line) => lines.push(line), " --state S");
  const harness = await startHarness(fixture, withFailing(fixture.plan, ...failing), onTrouble);
  return { harness, lines };
}

test("a consumer that fails again and again, and its dead-letter messages, are said with the commands", async () => {
  const { harness, lines } = await open("JobWorker");
  for (const id of ["a", "b"]) await harness.sendMessage("Jobs", { id });
  await harness.until(() => harness.depth("JobsDeadLetters").visible === 2);
  expect(lines).toContainEqual(
    "a message that failed has gone to JobsDeadLetters: npm run dlq -- show --source JobsDeadLetters --state S",
  );
  expect(lines.filter((line) => line.includes("JobsDeadLetters"))).toHaveLength(1);
  for (const id of ["c", "d"]) await harness.sendMessage("Jobs", { id });
  await harness.until(() => harness.depth("JobsDeadLetters").visible === 4);
  expect(lines.filter((line) => line.startsWith("JobWorker"))).toEqual([
    "JobWorker has failed 3 times in a row (it handled no message of its batch): npm run logs -- JobWorker --errors --state S",
  ]);
});

test.each([
  ["a batch of a stream", "EventReader", "EventsFailures"],
  ["an asynchronous event with a failure destination", "Reporter", "ReporterFailures"],
  ["an asynchronous event with a dead-letter queue", "Notifier", "NotifierDeadLetters"],
])("%s that failed is said with its queue", async (_, consumer, queue) => {
  const { harness, lines } = await open(consumer);
  if (consumer === "EventReader") await harness.putRecords("a");
  else await harness.invokeAsync(consumer, { id: "a" });
  await harness.until(() => harness.depth(queue).visible > 0);
  expect(lines[0]).toBe(
    `a message that failed has gone to ${queue}: npm run dlq -- show --source ${queue} --state S`,
  );
});

test("a function that throws is said with its error and the place in the sources", async () => {
  const { harness, lines } = await open("Reporter");
  for (const id of ["a", "b", "c"]) await harness.invokeAsync("Reporter", { id });
  await harness.until(() => harness.depth("ReporterFailures").visible === 3);
  expect(lines.find((line) => line.startsWith("Reporter"))).toMatch(
    /^Reporter has failed 3 times in a row \(PlannedFailure: .* at src\/handle-event\.ts:\d+:\d+\): npm run logs -- Reporter --errors --state S$/,
  );
});

test("an execution that failed is said with its error", async () => {
  const { harness, lines } = await open("SecondStep");
  await harness.startExecution("invoice-7", { id: "a" });
  await harness.until(() => lines.length > 0);
  expect(lines).toEqual([
    "the execution invoice-7 of Workflow has failed (PlannedFailure): npm run dlq -- show invoice-7 --state S",
  ]);
});

test("nothing is said of a consumer that works", async () => {
  const { harness, lines } = await open();
  await harness.sendMessage("Jobs", { id: "a" });
  await harness.until(() => harness.handledBy("JobWorker").length === 1);
  expect(lines).toEqual([]);
});

test("what comes again is said after 10 times, and after 100", () => {
  const lines: string[] = [];
  const tell = createTroubleLines((line) => lines.push(line), "");
  const dead: Trouble = { kind: "dead-letter-message", queue: "Dead" };
  const failed: Trouble = {
    kind: "execution-failed",
    stateMachine: "OrderWorkflow",
    name: "ord_1",
    error: "Busy",
  };
  for (let count = 1; count <= 120; count++) for (const trouble of [dead, failed]) tell(trouble);
  expect(lines).toEqual([
    "a message that failed has gone to Dead: npm run dlq -- show --source Dead",
    "the execution ord_1 of OrderWorkflow has failed (Busy): npm run executions -- show ord_1",
    "10 messages that failed have gone to Dead: npm run dlq -- list --source Dead",
    "10 executions of OrderWorkflow have failed, the last with Busy: npm run dlq -- list --source OrderWorkflow",
    "100 messages that failed have gone to Dead: npm run dlq -- list --source Dead",
    "100 executions of OrderWorkflow have failed, the last with Busy: npm run dlq -- list --source OrderWorkflow",
  ]);
});
