import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { withoutAction } from "@stagecraft/local-stage/testing/edit-plan";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildFixture,
  type Fixture,
  startHarness,
  withFailing,
} from "../../testing/dead-letters/harness.ts";

let fixture: Fixture;

beforeAll(async () => {
  fixture = await buildFixture();
});

afterAll(() => fixture.remove());

const dayMs = 24 * 60 * 60_000;
const schemas = "https://fixture.example/schemas/job.created/";
const job = (id: string) => ({ id, dataschema: `${schemas}2`, data: { task: "resize" } });
/** Lambda stops a chain with so many invocations: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
const longChain =
  "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:fe460cdd:15";
const attributes = {
  MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: longChain } },
  MessageAttributes: { tenant: { DataType: "String", StringValue: "7" } },
} as const;

/** Starts a stage on which JobWorker fails, with these jobs in its dead-letter queue. */
async function withDeadLetters(...bodies: readonly unknown[]) {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "JobWorker"));
  const ids: string[] = [];
  for (const body of bodies) ids.push(await harness.sendMessage("Jobs", body, attributes));
  await harness.until(() => harness.depth("JobsDeadLetters").visible === bodies.length);
  return { harness, ids };
}

test("a dead-letter message is listed and shown, and stays in its queue", async () => {
  const { harness, ids } = await withDeadLetters(job("a"), job("b"));
  const { sources } = await harness.dlq("list");
  expect(
    sources.map(({ source, count }: { source: string; count: number }) => [source, count]),
  ).toEqual([
    ["EventsFailures", 0],
    ["FifoJobsDeadLetters", 0],
    ["JobsDeadLetters", 2],
    ["NotifierDeadLetters", 0],
    ["ReporterFailures", 0],
    ["Workflow", 0],
  ]);
  expect(sources[2]).toMatchObject({
    owner: "team A",
    byCause: [{ consumer: "JobWorker", error: "planned.failure", count: 2 }],
  });
  const { messages, exitCode } = await harness.dlq("show", ids[0] ?? "");
  expect(exitCode).toBe(0);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    id: ids[0],
    source: "JobsDeadLetters",
    consumer: "JobWorker",
    failure: { error: "planned.failure", traceId: "1-5759e988-bd862e3fe1be46a994272793" },
    attributes: { tenant: { StringValue: "(hidden)" } },
    contract: { owner: "team A", remedy: "Fix the worker, and redrive." },
  });
  expect(JSON.parse(messages[0].body)).toEqual({ ...job("a"), data: "(personal)" });
  expect(messages[0].lastMs).toBeGreaterThan(messages[0].firstMs);
  // Two receives by the worker, one by list, one by show.
  expect(messages[0].receiveCount).toBe(4);
  expect(harness.depth("JobsDeadLetters")).toEqual({ visible: 2, notVisible: 0, delayed: 0 });
  expect((await harness.dlq("show", "nobody")).exitCode).toBe(1);
});

test("personal data is printed only with --personal, and the audit says so", async () => {
  const { harness, ids } = await withDeadLetters(job("a"), "for Jane");
  const file = join(harness.stateDirectory, "dead-letters", "audit.jsonl");
  const bodies = async (...more: readonly string[]) => {
    const { messages } = await harness.dlq("show", "--source=JobsDeadLetters", ...more);
    return messages.map(({ body }: { body: string }) => body).toSorted();
  };
  const hidden = ["(hidden: it is not JSON)", JSON.stringify({ ...job("a"), data: "(personal)" })];
  expect(await bodies()).toEqual(hidden);
  expect(existsSync(file)).toBe(false);
  expect(await bodies("--personal")).toEqual(["for Jane", JSON.stringify(job("a"))]);
  const entries = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(
    entries.map((entry) => JSON.parse(entry)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ).toMatchObject(
    ids.toSorted().map((id) => ({ command: "show", step: "shown", source: "JobsDeadLetters", id })),
  );

  const asText = await harness.dlqText("show", ids[0] ?? "");
  expect(asText).toContain("(personal)");
  expect(asText).not.toContain("resize");
  expect(asText).toMatch(/--personal prints it, and the audit says so\.$/m);
  for (const args of [["redrive"], ["discard", "--reason", "none"]]) {
    expect(JSON.stringify(await harness.dlq(...args))).not.toMatch(/Jane|resize/);
    expect(JSON.stringify(await harness.dlq(...args, "--personal"))).toMatch(/Jane/);
  }
});

test.each([
  ["--error=planned.failure", 3],
  ["--error=invalid.job", 0],
  ["--contains=second", 1],
])("messages are filtered by %s", async (filter, count) => {
  const { harness } = await withDeadLetters(job("first"), job("second"), job("third"));
  const { sources } = await harness.dlq("list", filter, "--since=1h", "--consumer=JobWorker");
  const counts = sources.map((source: { count: number }) => source.count);
  expect(Math.max(...counts)).toBe(count);
});

test("list reads more than a page, and counts messages in flight elsewhere", async () => {
  const bodies = Array.from({ length: 23 }, (_, index) => job(`d${index}`));
  const { harness } = await withDeadLetters(...bodies);
  const QueueUrl = harness.queueUrl("JobsDeadLetters");
  await harness.clients().sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 }));
  const { sources } = await harness.dlq("list", "--source", "JobsDeadLetters");
  expect(sources).toMatchObject([{ count: 20, inFlightElsewhere: 3 }]);
});

test("a redriven message reaches its consumer unchanged, with a new trace, and is deleted", async () => {
  const { harness, ids } = await withDeadLetters(job("a"), job("b"));
  await harness.deploy(fixture.plan);
  const dry = await harness.dlq("redrive");
  expect(dry.outcomes).toMatchObject([
    { result: { kind: "would-send" } },
    { result: { kind: "would-send" } },
  ]);
  expect(harness.depth("JobsDeadLetters").visible).toBe(2);
  expect(harness.handledBy("JobWorker")).toEqual([]);

  const one = await harness.dlq("redrive", "--id", ids[1] ?? "", "--yes");
  expect(one).toMatchObject({ exitCode: 0, outcomes: [{ result: { kind: "sent" } }] });
  await harness.until(() => harness.handledBy("JobWorker").length === 1);
  const [done] = harness.handledBy("JobWorker");
  expect(done).toMatchObject({ id: "b", task: "resize", tenant: "7" });
  expect(done?.trace ?? "").not.toContain("Lineage");
  expect(done?.trace ?? "").not.toContain("5759e988");

  await harness.dlq("redrive", "--yes");
  await harness.until(() => harness.handledBy("JobWorker").length === 2);
  expect(harness.depth("JobsDeadLetters")).toMatchObject({ visible: 0, notVisible: 0 });
  expect((await harness.dlq("redrive", "--yes")).outcomes).toEqual([]);
  expect(harness.handledBy("JobWorker").map(({ id }) => id)).toEqual(["b", "a"]);
});

test("the audit of a redrive holds no body, and only its owner may read it", async () => {
  const { harness, ids } = await withDeadLetters(job("secret"));
  await harness.deploy(fixture.plan);
  await harness.dlq("redrive", "--yes");
  const file = join(harness.stateDirectory, "dead-letters", "audit.jsonl");
  const entries = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map(({ step }) => step)).toEqual(["sending", "sent", "done"]);
  expect(entries[1]).toMatchObject({
    command: "redrive",
    source: "JobsDeadLetters",
    id: ids[0],
    consumer: "JobWorker",
    by: `arn:aws:iam::${fixture.plan.accountId}:user/operator`,
    to: expect.stringMatching(/^arn:aws:sqs:.*-JobsQueue-/),
    traceId: "1-5759e988-bd862e3fe1be46a994272793",
    as: expect.stringMatching(/^[0-9a-f-]{36}$/),
    person: expect.any(String),
  });
  expect(readFileSync(file, "utf8")).not.toContain("secret");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("an old version is upgraded, and what the consumer would reject is refused", async () => {
  const old = { id: "old", dataschema: `${schemas}1`, data: { name: "rotate" } };
  const unknownVersion = { id: "unknown", dataschema: `${schemas}3`, data: {} };
  const { harness } = await withDeadLetters(old, unknownVersion, "no json");
  await harness.deploy(fixture.plan);
  const { outcomes, exitCode } = await harness.dlq("redrive", "--yes", "--unchecked");
  expect(exitCode).toBe(1);
  const results = outcomes.map(
    ({ message, result }: { message: { body: string }; result: object }) => [message.body, result],
  );
  expect(Object.fromEntries(results)).toMatchObject({
    [JSON.stringify({ ...old, data: "(personal)" })]: {
      kind: "sent",
      upcast: "job.created/1 to job.created/2",
    },
    "(hidden: it matches no version)": {
      kind: "refused",
      reason: "rejected",
      why: "jobs: dataschema: Must be job.created/1 or /2",
    },
    "(hidden: it is not JSON)": {
      kind: "refused",
      reason: "rejected",
      why: "jobs: it is not JSON",
    },
  });
  await harness.until(() => harness.handledBy("JobWorker").length === 1);
  expect(harness.handledBy("JobWorker")).toMatchObject([{ id: "old", task: "rotate" }]);
  expect(harness.depth("JobsDeadLetters").visible).toBe(2);
});

test("a message that fails again is not redriven twice by one run", async () => {
  const { harness } = await withDeadLetters(job("a"));
  const { outcomes } = await harness.dlq("redrive", "--yes");
  expect(outcomes).toHaveLength(1);
  await harness.until(() => harness.depth("JobsDeadLetters").visible === 1);
  const { messages } = await harness.dlq("show", "--source", "JobsDeadLetters");
  expect(messages[0].id).not.toBe(outcomes[0].message.id);
});

test("a discarded message is deleted, and a copy is kept with the reason", async () => {
  const { harness, ids } = await withDeadLetters(job("a"), job("b"));
  const discard = (...more: string[]) =>
    harness.dlq("discard", ids[0] ?? "", "--reason", "a test", ...more);
  expect((await discard()).messages).toHaveLength(1);
  expect(harness.depth("JobsDeadLetters").visible).toBe(2);
  expect(await discard("--yes")).toMatchObject({ exitCode: 0, applied: true });
  expect(harness.depth("JobsDeadLetters").visible).toBe(1);
  const file = join(harness.stateDirectory, "dead-letters", "discarded.jsonl");
  const kept = JSON.parse(readFileSync(file, "utf8"));
  expect(kept).toMatchObject({
    reason: "a test",
    message: { id: ids[0], source: "JobsDeadLetters" },
  });
  expect(JSON.parse(kept.message.body)).toEqual(job("a"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await discard("--yes")).exitCode).toBe(1);
});

test("messages of a group keep their order, and a refused one blocks the later ones", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "FifoJobWorker"));
  for (const id of ["a1", "b1", "a2", "b2"]) {
    await harness.sendMessage("FifoJobs", job(id), {
      MessageGroupId: id[0],
      MessageDeduplicationId: id,
    });
  }
  await harness.until(() => harness.depth("FifoJobsDeadLetters").visible === 4);
  await harness.deploy(fixture.plan);
  // FifoJobs has no contract.
  const refused = await harness.dlq("redrive", "--yes");
  expect(refused.exitCode).toBe(1);
  expect(refused.outcomes[0].result).toMatchObject({ kind: "refused", reason: "unchecked" });
  const reason = refused.outcomes.map(
    ({ result }: { result: { reason: string } }) => result.reason,
  );
  expect(reason.toSorted()).toEqual(["blocked", "blocked", "unchecked", "unchecked"]);

  const { outcomes } = await harness.dlq("redrive", "--yes", "--unchecked");
  expect(outcomes).toHaveLength(4);
  await harness.until(() => harness.handledBy("FifoJobWorker").length === 4);
  const done = harness.handledBy("FifoJobWorker").map(({ id }) => id);
  expect(done.filter((id) => id.startsWith("a"))).toEqual(["a1", "a2"]);
  expect(done.filter((id) => id.startsWith("b"))).toEqual(["b1", "b2"]);
});

test("the consumer that failed on a stream batch is invoked with its records, in the order of the stream", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "EventReader"));
  await harness.putRecords("first", "second");
  await harness.until(() => harness.depth("EventsFailures").visible === 1);
  await harness.putRecords("third");
  await harness.until(() => harness.depth("EventsFailures").visible === 2);
  const { messages } = await harness.dlq("show", "--contains", "second");
  expect(messages).toMatchObject([
    {
      source: "EventsFailures",
      consumer: "EventReader",
      isExpired: false,
      failure: { error: "planned.failure", requestId: expect.any(String) },
      records: [{ text: '{"id":"first"}' }, { text: '{"id":"second"}' }],
    },
  ]);
  const failed = await harness.dlq("redrive", "--yes");
  expect(failed.exitCode).toBe(1);
  expect(failed.outcomes[0].result).toMatchObject({
    kind: "failed",
    isUncertain: false,
    why: expect.stringMatching(/^the function reported failed records, from \d+ on$/),
  });
  await harness.deploy(fixture.plan);
  expect(await harness.dlq("redrive", "--yes")).toMatchObject({ exitCode: 0 });
  expect(harness.handledBy("EventReader").map(({ id }) => id)).toEqual([
    "first",
    "second",
    "third",
  ]);
  expect(harness.depth("EventsFailures").visible).toBe(0);
});

test("a batch whose records have expired is refused", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "EventReader"));
  await harness.putRecords("late");
  await harness.until(() => harness.depth("EventsFailures").visible === 1);
  await harness.deploy(fixture.plan, { laterMs: dayMs });
  const { outcomes, exitCode } = await harness.dlq(
    "redrive",
    "--source",
    "EventsFailures",
    "--yes",
  );
  expect(exitCode).toBe(1);
  expect(outcomes[0].result).toEqual({
    kind: "refused",
    reason: "expired",
    why: "of its 1 records the stream has none",
  });
});

test("a failed event is invoked again asynchronously", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "Reporter"));
  await harness.invokeAsync("Reporter", { id: "ding" });
  await harness.until(() => harness.depth("ReporterFailures").visible === 1);
  const { messages } = await harness.dlq("show", "--source", "ReporterFailures");
  expect(messages).toMatchObject([
    {
      consumer: "Reporter",
      failure: { error: "PlannedFailure", message: "(hidden) fails as planned" },
    },
  ]);
  // It fails again at once, while the run is still reading.
  expect((await harness.dlq("redrive", "--yes")).outcomes).toHaveLength(1);
  await harness.until(() => harness.depth("ReporterFailures").visible === 1);
  await harness.deploy(fixture.plan);
  expect(await harness.dlq("redrive", "--yes")).toMatchObject({ exitCode: 0 });
  await harness.until(() => harness.handledBy("Reporter").length === 1);
  expect(harness.handledBy("Reporter")).toMatchObject([{ id: "ding" }]);
  expect(harness.depth("ReporterFailures")).toMatchObject({ visible: 0, notVisible: 0 });
});

test("a message in a function's dead-letter queue is the event itself", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "Notifier"));
  await harness.invokeAsync("Notifier", { id: "light" });
  await harness.until(() => harness.depth("NotifierDeadLetters").visible === 1);
  const { messages } = await harness.dlq("show", "--source", "NotifierDeadLetters");
  expect(messages).toMatchObject([
    {
      consumer: "Notifier",
      body: "(hidden: it has no contract)",
      failure: { message: "(hidden) fails as planned" },
    },
  ]);
  await harness.deploy(fixture.plan);
  expect((await harness.dlq("redrive", "--yes")).exitCode).toBe(1);
  expect((await harness.dlq("redrive", "--yes", "--unchecked")).exitCode).toBe(0);
  await harness.until(() => harness.handledBy("Notifier").length === 1);
});

test("the input of a schedule's call that did not reach its target is sent to it", async () => {
  const { plan } = fixture;
  const withoutPermission = withoutAction(plan, "Hourly", "lambda:InvokeFunction");
  const harness = await startHarness(fixture, withoutPermission);
  await harness.until(() => harness.depth("ReporterFailures").visible === 1);
  const { messages } = await harness.dlq("show", "--source", "ReporterFailures");
  expect(messages).toMatchObject([
    { consumer: "Reporter", failure: { error: "target not reached" } },
  ]);
  await harness.deploy(plan);
  expect(await harness.dlq("redrive", "--yes")).toMatchObject({ exitCode: 0 });
  await harness.until(() => harness.handledBy("Reporter").length > 0);
  expect(harness.handledBy("Reporter")[0]).toMatchObject({ id: "hourly" });
});

test("a failed execution is redriven from the failed state, and one with an invalid input is refused", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "SecondStep"));
  await harness.startExecution("run-1", { id: "one" });
  await harness.startExecution("run-2", { name: "two" });
  const failed = () => Object.values(harness.stage().executions())[0]?.FAILED === 2;
  await harness.until(failed);
  const { messages } = await harness.dlq("show", "run-1");
  expect(messages).toMatchObject([
    {
      source: "Workflow",
      body: '{"id":"one"}',
      state: "SecondStep",
      failure: { error: "PlannedFailure" },
      contract: { owner: "team A" },
    },
  ]);
  await harness.deploy(fixture.plan);
  const { outcomes, exitCode } = await harness.dlq("redrive", "--yes");
  expect(exitCode).toBe(1);
  expect(
    Object.fromEntries(
      outcomes.map(({ message, result }: { message: { id: string }; result: object }) => [
        message.id,
        result,
      ]),
    ),
  ).toMatchObject({
    "run-1": { kind: "sent" },
    "run-2": { kind: "refused", reason: "rejected", why: "workflow: id: Must be a text" },
  });
  await harness.until(() => harness.handledBy("SecondStep").length === 1);
  expect(harness.handledBy("FirstStep").filter(({ id }) => id === "one-first")).toHaveLength(1);
  const discarded = await harness.dlq("discard", "run-2", "--reason", "invalid input", "--yes");
  expect(discarded.exitCode).toBe(0);
  expect((await harness.dlq("list", "--source", "Workflow")).sources).toMatchObject([{ count: 0 }]);
});

test("an execution that ended 14 days ago is restarted, once", async () => {
  const harness = await startHarness(fixture, withFailing(fixture.plan, "SecondStep"));
  await harness.startExecution("run-1", { id: "old" });
  await harness.until(() => Object.values(harness.stage().executions())[0]?.FAILED === 1);
  await harness.deploy(fixture.plan, { laterMs: 14 * dayMs });
  const refused = await harness.dlq("redrive", "run-1", "--yes");
  expect(refused.outcomes[0].result).toMatchObject({
    kind: "refused",
    reason: "not redrivable",
    why: "Execution redrivable period exceeded; --restart starts it again from the first state",
  });
  expect((await harness.dlq("redrive", "run-1", "--restart", "--yes")).exitCode).toBe(0);
  await harness.until(() => harness.handledBy("SecondStep").length === 1);
  expect((await harness.dlq("list", "--source", "Workflow")).sources).toMatchObject([{ count: 0 }]);
});
