import { once } from "node:events";
import { createServer } from "node:http";
import type { Plan } from "@stagecraft/plan/plan";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withInputs } from "../../testing/edit-plan.ts";
import { listen } from "../../testing/listen.ts";
import {
  ask,
  buildPostOffice,
  logOf,
  openStage,
  type PostOffice,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import { until } from "../../testing/until.ts";
import type { Stage } from "../start-stage.ts";
import type { Fault } from "./fault.ts";

let office: PostOffice;
/** Without the database, which most of this does not need. */
let plan: Plan;

beforeAll(async () => {
  office = await buildPostOffice();
  plan = office.planWithoutLedger;
});

afterAll(() => office.remove());

test("with the same seed the same occasions fail, and with another others", async () => {
  const fault: Fault = { kind: "invocation-failed", done: false, share: 0.3 };
  async function statuses(seed: number) {
    const stage = await openStage(plan, office, stateDirectory(), { seed, faults: [fault] });
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
  const stage = await openStage(plan, office, directory, { faults });
  return { stage, sorted: () => logOf(directory, "Sorter") };
}

const send = (stage: Stage, ...letters: string[]) => ask(stage, "desk", { do: "send", letters });
const echo = (stage: Stage) => ask(stage, "desk", { do: "echo", text: "hello" });

function settled(stage: Stage, done: () => boolean) {
  return stage.settle({ done, skip: true });
}

describe("a call", () => {
  const call = { function: "Desk", service: "SQS", operation: "SendMessage" } as const;

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
  test("that is throttled has no effect, and the one after it has", async () => {
    const { stage, sorted } = await open({ kind: "call-throttled", ...call, nth: 1 });
    expect(await send(stage, "first")).toMatchObject({ error: { name: "RequestThrottled" } });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("the second is sorted", () => sorted().length > 0);
    expect(sorted()).toEqual(['sorted "second" at receipt 1']);
    expect(stage.faults()).toEqual({ "call-throttled": 1 });
  });

  test.each([
    { done: false, arrives: ["second"] },
    { done: true, arrives: ["first", "second"] },
  ])("that fails may have taken effect: $done", async ({ done, arrives }) => {
    const { stage, sorted } = await open({ kind: "call-failed", done, ...call, nth: 1 });
    expect(await send(stage, "first")).toMatchObject({ error: { name: "InternalFailure" } });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("they are sorted", () => sorted().length === arrives.length);
    expect(sorted().toSorted()).toEqual(arrives.map((body) => `sorted "${body}" at receipt 1`));
  });

  test("that is slow outlasts its caller's patience, and takes effect all the same", async () => {
    const { stage, sorted } = await open({ kind: "call-slow", delayMs: 600, ...call, nth: 1 });
    expect(await send(stage, "late")).toMatchObject({ error: { name: "TimeoutError" } });
    await until("it is sorted", () => sorted().length > 0);
    expect(sorted()).toEqual(['sorted "late" at receipt 1']);
  });

  test.each([
    { when: "before", arrives: ["second"] },
    { when: "during", arrives: ["first", "second"] },
  ] as const)("$when which its environment is killed", async ({ when, arrives }) => {
    const { stage, sorted } = await open({ kind: "killed-at-call", when, ...call, nth: 1 });
    const first = await send(stage, "first", "never sent");
    expect(first).toEqual({ status: 500, message: "Internal Server Error" });
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    await until("they are sorted", () => sorted().length >= arrives.length);
    expect(sorted().toSorted()).toEqual(arrives.map((body) => `sorted "${body}" at receipt 1`));
    expect(stage.functions()["post-office-Desk"]).toMatchObject({ coldStarts: 2 });
  });

  test("after which its environment is killed was answered: how much more gets done is open", async () => {
    const { stage, sorted } = await open({
      kind: "killed-at-call",
      when: "after",
      ...call,
      nth: 1,
    });
    await send(stage, "first");
    await until("it is sorted", () => sorted().length > 0);
    expect(sorted()).toEqual(['sorted "first" at receipt 1']);
    expect(await send(stage, "second")).toMatchObject({ result: 1 });
    expect(stage.functions()["post-office-Desk"]).toMatchObject({ coldStarts: 2 });
  });

  test("of another function, service or operation is left alone", async () => {
    const others = { kind: "call-throttled", share: 1 } as const;
    const { stage } = await open(
      { ...others, ...call, function: "Vault" },
      { ...others, ...call, service: "S3" },
      { ...others, ...call, operation: "ReceiveMessage" },
    );
    expect(await send(stage, "a letter")).toMatchObject({ result: 1 });
    expect(stage.faults()).toEqual({});
  });
});

describe("an invocation", () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
  test("that is throttled or fails is answered by API Gateway, and the next one is not", async () => {
    const { stage } = await open(
      { kind: "invocation-throttled", function: "Desk", nth: 1 },
      { kind: "invocation-failed", done: false, function: "Desk", nth: 2 },
    );
    expect((await echo(stage)).status).toBe(503);
    expect((await echo(stage)).status).toBe(500);
    expect(await echo(stage)).toEqual({ status: 200, result: "hello" });
    expect(stage.functions()["post-office-Desk"]?.invocations).toBe(1);
  });

  test("that is killed fails as a process that died does, and the next one has a new environment", async () => {
    const { stage } = await open({ kind: "killed", withinMs: 0, function: "Desk", nth: 1 });
    expect((await echo(stage)).status).toBe(500);
    expect(await echo(stage)).toEqual({ status: 200, result: "hello" });
    expect(stage.notices().map(({ message }) => message)).toContainEqual(
      expect.stringContaining("post-office-Desk ended with Runtime.ExitError"),
    );
  });

  test("that stands still runs into its timeout, which nobody has to sit out, and its message comes again", async () => {
    const slow = withInputs(plan, "SorterFunction", (inputs) => ({ ...inputs, timeout: 600 }));
    const patient = withInputs(slow, "LettersQueue", (inputs) => ({
      ...inputs,
      visibilityTimeoutSeconds: 600,
    }));
    const directory = stateDirectory();
    const faults = [{ kind: "hanging", withinMs: 0, function: "Sorter", nth: 1 }] as const;
    const stage = await openStage(patient, office, directory, { faults });
    const sorted = () => logOf(directory, "Sorter");
    await send(stage, "heavy in vain");
    expect(await settled(stage, () => sorted().length > 0)).toBe(true);
    expect(sorted()).toEqual(['sorted "heavy in vain" at receipt 2']);
    expect(stage.faults()).toEqual({ hanging: 1 });
  });

  test("whose poller hears nothing of its success is repeated", async () => {
    const { stage, sorted } = await open({
      kind: "invocation-failed",
      done: true,
      function: "Sorter",
      nth: 1,
    });
    await send(stage, "a letter");
    expect(await settled(stage, () => sorted().length === 2)).toBe(true);
    expect(new Set(sorted())).toEqual(new Set(['sorted "a letter" at receipt 1']));
  });
});

describe("a message", () => {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
  test("that is duplicated comes twice under one id, also long after it was done with", async () => {
    const hourMs = 3_600_000;
    const { stage, sorted } = await open({
      kind: "duplicated",
      afterMs: hourMs / 2,
      source: "Letters",
      nth: 2,
    });
    await send(stage, "one", "two", "three");
    expect(await settled(stage, () => sorted().length === 4)).toBe(true);
    expect(sorted().filter((line) => line.includes('"two"'))).toHaveLength(2);
  });

  test("that is delayed is overtaken by those behind it", async () => {
    const { stage, sorted } = await open({
      kind: "delayed",
      delayMs: 60_000,
      source: "Letters",
      nth: 1,
    });
    await send(stage, "first", "second");
    expect(await settled(stage, () => sorted().length === 2)).toBe(true);
    expect(sorted()).toEqual(['sorted "second" at receipt 1', 'sorted "first" at receipt 1']);
  });

  test("is reordered among the others, and none is lost", async () => {
    const { stage, sorted } = await open({
      kind: "reordered",
      withinMs: 60_000,
      source: "Letters",
      share: 0.5,
    });
    const letters = Array.from({ length: 20 }, (_, index) => `letter ${index + 10}`);
    await send(stage, ...letters);
    expect(await settled(stage, () => sorted().length === letters.length)).toBe(true);
    const expected = letters.map((letter) => `sorted "${letter}" at receipt 1`);
    expect(stage.faults().reordered).toBeGreaterThan(0);
    expect(sorted()).not.toEqual(expected);
    expect(sorted().toSorted()).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test("an asynchronous event that is duplicated is worked on twice", async () => {
  const directory = stateDirectory();
  const faults: Fault[] = [{ kind: "duplicated", source: "Bell", nth: 1 }];
  const stage = await openStage(plan, office, directory, { faults });
  expect(await settled(stage, () => logOf(directory, "Bell").length === 2)).toBe(true);
});

describe("an incident", () => {
  test("lets what is outside AWS refuse connections, open ones too, for its time", async () => {
    const server = createServer((_request, response) => response.end("hello"));
    const url = await listen(server);
    const { stage } = await open({ kind: "outage", atInvocation: 2, forMs: 60_000 });
    const visit = () => ask(stage, "desk", { do: "visit", url });
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

  test("lets Postgres fail and recover, and cuts connections; what was committed is there", async () => {
    const faults: Fault[] = [
      { kind: "database-restarted", atInvocation: 2 },
      { kind: "connections-cut", atInvocation: 3 },
    ];
    const stage = await openStage(office.plan, office, stateDirectory(), { faults });
    const operator = new Client(stage.operator.databaseUrls.LedgerDatabase);
    const ended = once(operator, "error");
    await operator.connect();
    await operator.query("create role vault_keeper login; grant rds_iam to vault_keeper");
    await operator.query("create table kept as select 1 as one");
    await operator.query("grant select on kept to vault_keeper");
    const query = () => ask(stage, "vault", { do: "query", sql: "select one from kept" });
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    await echo(stage);
    await ended;
    await until("it has recovered", async () => (await query()).result !== undefined);
    expect(await query()).toMatchObject({ result: [{ one: 1 }] });
    expect(stage.faults()).toEqual({ "database-restarted": 1, "connections-cut": 1 });
  });
});
