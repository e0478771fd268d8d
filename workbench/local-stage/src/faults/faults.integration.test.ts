import { once } from "node:events";
import { createServer } from "node:http";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withInputs } from "../../testing/edit-plan.ts";
import { listen } from "../../testing/listen.ts";
import {
  ask,
  buildProbe,
  logOf,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import { readMetric } from "../../testing/read-metric.ts";
import { until } from "../../testing/until.ts";
import type { Stage } from "../start-stage.ts";
import type { Fault, RunTimeFault } from "./fault.ts";

let probe: ProbeProgram;
/** Without the database, which most of this does not need. */
let plan: Plan;

beforeAll(async () => {
  probe = await buildProbe();
  plan = probe.planWithoutDatabase;
});

afterAll(() => probe.remove());

test("with the same seed the same occasions fail, with another seed others", async () => {
  const fault: Fault = { kind: "invocation-failed", done: false, share: 0.3 };
  async function statuses(seed: number) {
    const stage = await openStage(plan, probe, stateDirectory(), { seed, faults: [fault] });
    const seen: number[] = [];
    for (let count = 0; count < 30; count += 1) seen.push((await echo(stage)).status);
    return seen;
  }
  const first = await statuses(7);
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await statuses(7)).toEqual(first);
  expect(await statuses(8)).not.toEqual(first);
});

async function open(...faults: readonly Fault[]) {
  const directory = stateDirectory();
  const stage = await openStage(plan, probe, directory, { faults });
  return { stage, processed: () => logOf(directory, "QueueConsumer") };
}

const send = (stage: Stage, ...messages: string[]) =>
  ask(stage, "api-probe", { do: "send", messages });
const echo = (stage: Stage) => ask(stage, "api-probe", { do: "echo", text: "hello" });

function settled(stage: Stage, done: () => boolean) {
  return stage.settle({ done, skip: true });
}

describe("a call", () => {
  const call = { function: "ApiProbe", service: "SQS", operation: "SendMessage" } as const;

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
  test("that is throttled has no effect, and the one after it has", async () => {
    const { stage, processed } = await open({ kind: "call-throttled", ...call, nth: 1 });
    expect(await send(stage, "first")).toMatchObject({ error: { name: "RequestThrottled" } });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("the second is processed", () => processed().length > 0);
    expect(processed()).toEqual(['processed "second" at receive 1']);
    expect(stage.faults()).toEqual({ "call-throttled": 1 });
  });

  test.each([
    { done: false, arrives: ["second"] },
    { done: true, arrives: ["first", "second"] },
  ])("that fails may have taken effect: $done", async ({ done, arrives }) => {
    const { stage, processed } = await open({ kind: "call-failed", done, ...call, nth: 1 });
    expect(await send(stage, "first")).toMatchObject({ error: { name: "InternalFailure" } });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("they are processed", () => processed().length === arrives.length);
    expect(processed().toSorted()).toEqual(
      arrives.map((body) => `processed "${body}" at receive 1`),
    );
  });

  test("that is slow outlasts its caller's timeout, and takes effect all the same", async () => {
    const { stage, processed } = await open({ kind: "call-slow", delayMs: 600, ...call, nth: 1 });
    expect(await send(stage, "late")).toMatchObject({ error: { name: "TimeoutError" } });
    await until("it is processed", () => processed().length > 0);
    expect(processed()).toEqual(['processed "late" at receive 1']);
  });

  test.each([
    { when: "before", arrives: ["second"] },
    { when: "during", arrives: ["first", "second"] },
  ] as const)("$when which its environment is killed", async ({ when, arrives }) => {
    const { stage, processed } = await open({ kind: "killed-at-call", when, ...call, nth: 1 });
    const first = await send(stage, "first", "never sent");
    expect(first).toEqual({ status: 500, message: "Internal Server Error" });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("they are processed", () => processed().length >= arrives.length);
    expect(processed().toSorted()).toEqual(
      arrives.map((body) => `processed "${body}" at receive 1`),
    );
    expect(stage.functions()["probe-ApiProbe"]).toMatchObject({ coldStarts: 2 });
  });

  test("after which its environment is killed was answered: how much more gets done is open", async () => {
    const { stage, processed } = await open({
      kind: "killed-at-call",
      when: "after",
      ...call,
      nth: 1,
    });
    await send(stage, "first");
    await until("it is processed", () => processed().length > 0);
    expect(processed()).toEqual(['processed "first" at receive 1']);
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    expect(stage.functions()["probe-ApiProbe"]).toMatchObject({ coldStarts: 2 });
  });

  test("of another function, service or operation has no fault", async () => {
    const others = { kind: "call-throttled", share: 1 } as const;
    const { stage } = await open(
      { ...others, ...call, function: "VpcProbe" },
      { ...others, ...call, service: "S3" },
      { ...others, ...call, operation: "ReceiveMessage" },
    );
    expect(await send(stage, "a message")).toMatchObject({ result: 1 });
    expect(stage.faults()).toEqual({});
  });
});

describe("an invocation", () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
  test("that is throttled or fails is answered by API Gateway, and the next one is not", async () => {
    const { stage } = await open(
      { kind: "invocation-throttled", function: "ApiProbe", nth: 1 },
      { kind: "invocation-failed", done: false, function: "ApiProbe", nth: 2 },
    );
    expect((await echo(stage)).status).toBe(503);
    expect((await echo(stage)).status).toBe(500);
    expect(await echo(stage)).toEqual({ status: 200, result: "hello" });
    expect(stage.functions()["probe-ApiProbe"]?.invocations).toBe(1);
  });

  test("that is killed fails as a process that died does, and the next one has a new environment", async () => {
    const { stage } = await open({ kind: "killed", withinMs: 0, function: "ApiProbe", nth: 1 });
    expect((await echo(stage)).status).toBe(500);
    expect(await echo(stage)).toEqual({ status: 200, result: "hello" });
    expect(stage.notices().map(({ message }) => message)).toContainEqual(
      expect.stringContaining("probe-ApiProbe ended with Runtime.ExitError"),
    );
  });

  test("that hangs times out, for which the clock skips, and its message is repeated", async () => {
    const slow = withInputs(plan, "QueueConsumerFunction", (inputs) => ({
      ...inputs,
      timeout: 600,
    }));
    const withLongTimeouts = withInputs(slow, "MessagesQueue", (inputs) => ({
      ...inputs,
      visibilityTimeoutSeconds: 600,
    }));
    const directory = stateDirectory();
    const faults = [{ kind: "hanging", withinMs: 0, function: "QueueConsumer", nth: 1 }] as const;
    const stage = await openStage(withLongTimeouts, probe, directory, { faults });
    const processed = () => logOf(directory, "QueueConsumer");
    await send(stage, "slow");
    expect(await settled(stage, () => processed().length > 0)).toBe(true);
    expect(processed()).toEqual(['processed "slow" at receive 2']);
    expect(stage.faults()).toEqual({ hanging: 1 });
  });

  test("whose success the poller does not get is repeated", async () => {
    const { stage, processed } = await open({
      kind: "invocation-failed",
      done: true,
      function: "QueueConsumer",
      nth: 1,
    });
    await send(stage, "a message");
    expect(await settled(stage, () => processed().length === 2)).toBe(true);
    expect(new Set(processed())).toEqual(new Set(['processed "a message" at receive 1']));
  });
});

describe("a message", () => {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
  test("that is duplicated is delivered twice under one id, also long after it was processed", async () => {
    const hourMs = 3_600_000;
    const { stage, processed } = await open({
      kind: "duplicated",
      afterMs: hourMs / 2,
      source: "Messages",
      nth: 2,
    });
    await send(stage, "one", "two", "three");
    expect(await settled(stage, () => processed().length === 4)).toBe(true);
    expect(processed().filter((line) => line.includes('"two"'))).toHaveLength(2);
  });

  test("that is delayed is overtaken by later ones", async () => {
    const { stage, processed } = await open({
      kind: "delayed",
      delayMs: 60_000,
      source: "Messages",
      nth: 1,
    });
    await send(stage, "first", "second");
    expect(await settled(stage, () => processed().length === 2)).toBe(true);
    expect(processed()).toEqual([
      'processed "second" at receive 1',
      'processed "first" at receive 1',
    ]);
  });

  test("is reordered among the others, and none is lost", async () => {
    const { stage, processed } = await open({
      kind: "reordered",
      withinMs: 60_000,
      source: "Messages",
      share: 0.5,
    });
    const messages = Array.from({ length: 20 }, (_, index) => `message ${index + 10}`);
    await send(stage, ...messages);
    expect(await settled(stage, () => processed().length === messages.length)).toBe(true);
    const expected = messages.map((message) => `processed "${message}" at receive 1`);
    expect(stage.faults().reordered).toBeGreaterThan(0);
    expect(processed()).not.toEqual(expected);
    expect(processed().toSorted()).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test("a duplicated asynchronous event is processed twice", async () => {
  const directory = stateDirectory();
  const faults: Fault[] = [{ kind: "duplicated", source: "ScheduleTarget", nth: 1 }];
  const stage = await openStage(plan, probe, directory, { faults });
  expect(await settled(stage, () => logOf(directory, "ScheduleTarget").length === 2)).toBe(true);
});

describe("an incident", () => {
  test("makes hosts outside AWS refuse connections, open ones too, for its time", async () => {
    const server = createServer((_request, response) => response.end("hello"));
    const url = await listen(server);
    const { stage } = await open({ kind: "outage", atInvocation: 2, forMs: 60_000 });
    const visit = () => ask(stage, "api-probe", { do: "visit", url });
    expect(await visit()).toMatchObject({ result: 200 });
    expect(await visit()).toMatchObject({ error: { message: "fetch failed" } });
    expect(await visit()).toMatchObject({ error: { message: "fetch failed" } });
    const endMs = stage.nowMs() + 60_000;
    await settled(stage, () => stage.nowMs() > endMs);
    expect(await visit()).toMatchObject({ result: 200 });
  });

  test("moves the clock, of functions too", async () => {
    const { stage } = await open({ kind: "clock-jump", atInvocation: 1, byMs: 90_000 });
    const aheadMs = () => stage.nowMs() - Date.now();
    expect(aheadMs()).toBeLessThan(1_000);
    await echo(stage);
    expect(aheadMs()).toBeGreaterThan(89_000);
  });

  test("crashes Postgres, which recovers, and cuts connections; committed data are kept", async () => {
    const faults: Fault[] = [
      { kind: "database-restarted", atInvocation: 2 },
      { kind: "connections-cut", atInvocation: 3 },
    ];
    const stage = await openStage(probe.plan, probe, stateDirectory(), { faults });
    const operator = new Client(stage.operator.databaseUrls.ProbeDatabase);
    const ended = once(operator, "error");
    await operator.connect();
    await operator.query("create role probe_user login; grant rds_iam to probe_user");
    await operator.query("create table kept as select 1 as one");
    await operator.query("grant select on kept to probe_user");
    const query = () => ask(stage, "vpc-probe", { do: "query", sql: "select one from kept" });
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    await echo(stage);
    await ended;
    await until("it has recovered", async () => (await query()).result !== undefined);
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    expect(stage.faults()).toEqual({ "database-restarted": 1, "connections-cut": 1 });
  });
});

describe("a fault that is added at run time", () => {
  test("occurs from then on, at every occasion with a share of 1, until it is removed", async () => {
    const { stage } = await open();
    expect(await send(stage, "before")).toMatchObject({ result: 1 });
    const removeFault = stage.addFault({
      kind: "call-throttled",
      function: "ApiProbe",
      operation: "SendMessage",
      share: 1,
    });
    for (const message of ["first", "second", "third"]) {
      expect(await send(stage, message)).toMatchObject({ error: { name: "RequestThrottled" } });
    }
    removeFault();
    expect(await send(stage, "after")).toMatchObject({ result: 1 });
    expect(stage.faults()).toEqual({ "call-throttled": 3 });
  });

  test("counts its occasions from then on", async () => {
    const { stage } = await open();
    await echo(stage);
    stage.addFault({ kind: "invocation-throttled", function: "ApiProbe", nth: 2 });
    const statuses = [await echo(stage), await echo(stage), await echo(stage)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 503, 200]);
  });

  test("may be one of deliveries", async () => {
    const { stage, processed } = await open();
    const removeFault = stage.addFault({ kind: "duplicated", source: "Messages", share: 1 });
    await send(stage, "twice");
    await until("it is processed twice", () => processed().length === 2);
    removeFault();
    await send(stage, "once");
    await until("the next is processed", () => processed().length === 3);
    expect(await settled(stage, () => processed().length > 3)).toBe(false);
  });

  test.each<[says: string, fault: RunTimeFault]>([
    ["a share of 2; it is from 0 to 1", { kind: "call-throttled", share: 2 }],
    [
      "is for the database Absent, which the program does not have: it has none.",
      { kind: "connections-taken", database: "Absent", connections: 1 },
    ],
    ["takes 0 MB; it takes a whole number from 1", { kind: "memory-taken", mb: 0, share: 1 }],
    [
      "is for the function Absent, which the program does not have: name one of ApiProbe",
      { kind: "invocation-throttled", function: "Absent", share: 1 },
    ],
  ])("and can never occur is refused: %s", async (says, fault) => {
    const { stage } = await open();
    expect(() => stage.addFault(fault)).toThrow(says);
  });
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
test("a schedule that is throttled invokes its function when the fault has ended", async () => {
  const directory = stateDirectory();
  const stage = await openStage(plan, probe, directory);
  const removeFault = stage.addFault({ kind: "schedule-throttled", share: 1 });
  const throttled = () => (stage.faults()["schedule-throttled"] ?? 0) > 2;
  expect(await settled(stage, throttled)).toBe(true);
  expect(logOf(directory, "ScheduleTarget")).toEqual([]);
  removeFault();
  expect(await settled(stage, () => logOf(directory, "ScheduleTarget").length === 1)).toBe(true);
  const count = { namespace: "AWS/Scheduler", name: "InvocationThrottleCount" };
  const values = await readMetric(
    stage,
    { ...count, dimensions: { ScheduleGroup: "default" } },
    "Sum",
  );
  expect(sum(values)).toBe(stage.faults()["schedule-throttled"]);
});

/** Lets the function's next invocation start a new environment. */
function replaceEnvironments(stage: Stage, logicalName: string) {
  const definition = functionsOf(plan).find((each) => each.logicalName === logicalName);
  if (!definition) throw new Error(`The probe has no function ${logicalName}.`);
  stage.replaceBundle(logicalName, definition.bundle);
}

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
test("an init that fails is one of a new environment, and the first invocation fails with it", async () => {
  const { stage } = await open();
  await echo(stage);
  const removeFault = stage.addFault({ kind: "init-failed", function: "ApiProbe", share: 1 });
  expect(await echo(stage)).toMatchObject({ status: 200 });
  replaceEnvironments(stage, "ApiProbe");
  expect((await echo(stage)).status).toBe(500);
  expect((await echo(stage)).status).toBe(500);
  removeFault();
  expect(await echo(stage)).toMatchObject({ status: 200 });
  expect(stage.faults()).toEqual({ "init-failed": 2 });
  const errors = { namespace: "AWS/Lambda", name: "Errors", dimensions: functionNamed("ApiProbe") };
  expect(sum(await readMetric(stage, errors, "Sum"))).toBe(2);
});

test("memory that a fault takes kills the function above its limit", async () => {
  const { stage } = await open();
  const removeFault = stage.addFault({
    kind: "memory-taken",
    mb: 256,
    function: "ApiProbe",
    share: 1,
  });
  expect((await echo(stage)).status).toBe(500);
  removeFault();
  expect(await echo(stage)).toMatchObject({ status: 200 });
  expect(stage.notices().map(({ message }) => message)).toContainEqual(
    expect.stringContaining("probe-ApiProbe ended with Runtime.OutOfMemory"),
  );
});

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
test.each<[what: string, name: "ApiProbe" | "VpcProbe", taken: string | undefined, limit: number]>([
  ["a function's reserved concurrency", "VpcProbe", "VpcProbe", 5],
  ["the account's, by a function", "ApiProbe", "ApiProbe", 995],
  ["the account's, by others", "ApiProbe", undefined, 995],
])("concurrency that is taken counts towards %s", async (_, name, taken, limit) => {
  const { stage } = await open();
  const path = name === "ApiProbe" ? "api-probe" : "vpc-probe";
  const call = async () => (await ask(stage, path, { do: "echo", text: "a" })).status;
  const take = (executions: number) =>
    stage.addFault({
      kind: "concurrency-taken",
      executions,
      ...(taken === undefined ? {} : { function: taken }),
    });
  const giveAllButOneBack = take(limit - 1);
  expect(await call()).toBe(200);
  const giveLastBack = take(1);
  expect(await call()).toBe(503);
  giveLastBack();
  giveAllButOneBack();
  expect(await call()).toBe(200);
  const concurrent = { namespace: "AWS/Lambda", name: "ConcurrentExecutions" };
  const ofFunction = { ...concurrent, dimensions: functionNamed(name) };
  expect(Math.max(...(await readMetric(stage, ofFunction, "Maximum")))).toBe(taken ? limit : 1);
  const ofAccount = { ...concurrent, dimensions: {} };
  expect(Math.max(...(await readMetric(stage, ofAccount, "Maximum")))).toBe(limit);
});

describe("connections that are taken", () => {
  const maxConnections = 12;
  const withFewConnections = () =>
    withInputs(probe.plan, "ProbeDatabaseParameterGroup", (inputs) => ({
      ...inputs,
      parameters: [{ name: "max_connections", value: String(maxConnections) }],
    }));

  test("are open in Postgres, which refuses more than the Plan's max_connections, until the fault ends", async () => {
    const stage = await openStage(withFewConnections(), probe, stateDirectory());
    const operator = new Client(stage.operator.databaseUrls.ProbeDatabase);
    await operator.connect();
    const count = async () => {
      const { rows } = await operator.query<{ count: number }>(
        "select count(*)::int from pg_stat_activity where usename = 'postgres'",
      );
      return rows[0]?.count;
    };
    const query = () => ask(stage, "vpc-probe", { do: "query", sql: "select 1 as one" });
    await operator.query("create role probe_user login; grant rds_iam to probe_user");
    const giveBackThree = stage.addFault({
      kind: "connections-taken",
      database: "ProbeDatabase",
      connections: 3,
    });
    await until("three are open", async () => (await count()) === 3);
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    const giveBackAll = stage.addFault({
      kind: "connections-taken",
      database: "ProbeDatabase",
      connections: 1_000,
    });
    // While they are being opened, a query may still get one, or fail because Postgres is slow.
    const isRefused = async () => (await query()).error?.code === "53300";
    await until("Postgres refuses the function's, with too_many_connections", isRefused);
    giveBackAll();
    giveBackThree();
    await until("none is open", async () => (await count()) === 0);
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    expect(stage.faults()).toEqual({ "connections-taken": 2 });
    expect(stage.notices().filter(({ kind }) => kind === "failed")).toEqual([]);
    await operator.end();
  });

  test("may be planned, and the stage stops with them", async () => {
    const faults = [
      { kind: "connections-taken", database: "ProbeDatabase", connections: 2 },
    ] as const;
    const stage = await openStage(withFewConnections(), probe, stateDirectory(), { faults });
    expect(stage.faults()).toEqual({ "connections-taken": 1 });
    await stage.stop();
  });
});

const functionNamed = (logicalName: string) => ({ FunctionName: `probe-${logicalName}` });

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
