import { expect, test } from "vitest";
import {
  awaiting,
  branch,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

test("after a restart a Wait, a token, a retry and branches continue", async () => {
  const tokens: string[] = [];
  let calls = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        All: {
          Type: "Parallel",
          Branches: [
            branch({ Nap: { Type: "Wait", Seconds: 60, Output: "slept", End: true } }),
            branch({
              Pay: awaiting("pay", { HeartbeatSeconds: 100, TimeoutSeconds: 200, End: true }),
            }),
            branch({
              Ask: invoking("ask", {
                Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 30, MaxAttempts: 1 }],
                Catch: [{ ErrorEquals: ["Busy"], Output: "gave up", Next: "Say" }],
                Next: "Say",
              }),
              Say: { Type: "Pass", End: true },
            }),
          ],
          End: true,
        },
      }),
    ],
    {
      functions: {
        pay: ({ token }) => void tokens.push(token),
        ask() {
          calls += 1;
          return outcomeOf.error("Busy");
        },
      },
    },
  );
  const { executionArn } = await stage.run();
  await stage.restart();
  stage.clock.advance(60_000);
  await stage.quiet();
  await stage.restart();
  await stage.call("SendTaskSuccess", { taskToken: tokens[0], output: '"paid"' });
  await stage.quiet();
  const { status, output } = await stage.describe(executionArn);
  expect([status, JSON.parse(output)]).toEqual(["SUCCEEDED", ["slept", "paid", "gave up"]]);
  expect([calls, tokens.length]).toEqual([2, 1]);
  const ids = (await stage.history(executionArn)).map(({ id }) => id);
  expect(ids).toEqual(ids.map((_, index) => index + 1));
});

test("a call that the end of the stage interrupted is repeated, as the same attempt and with a new timeout", async () => {
  const { promise: cut, resolve: cutOff } = Promise.withResolvers<void>();
  let calls = 0;
  const stage = openTestStepFunctions(
    [machineOf({ Ask: invoking("ask", { TimeoutSeconds: 20, End: true }) })],
    {
      functions: {
        async ask() {
          calls += 1;
          await cut;
          return outcomeOf.error("Runtime.ExitError");
        },
      },
    },
  );
  const executionArn = await stage.start();
  await stage.until(() => calls === 1);
  stage.clock.advance(15_000);
  cutOff();
  await stage.restart({
    functions: {
      ask() {
        calls += 1;
        stage.clock.advance(15_000);
        return "done";
      },
    },
  });
  await stage.quiet();
  expect((await stage.describe(executionArn)).output).toBe('"done"');
  expect(calls).toBe(2);
  const types = await stage.types(executionArn);
  expect(types.filter((type) => type === "TaskScheduled")).toHaveLength(1);
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
test("an execution keeps the definition that it began with; the next one has the new", async () => {
  const nap = { Type: "Wait", Seconds: 10, Next: "Say" };
  const said = (word: string) =>
    machineOf({ Nap: nap, Say: { Type: "Pass", Output: word, End: true } });
  const stage = openTestStepFunctions([said("old")]);
  const first = await stage.start({}, "first");
  await stage.quiet();
  await stage.restart({ machines: [said("new")] });
  const second = await stage.start({}, "second");
  await stage.quiet();
  stage.clock.advance(10_000);
  await stage.quiet();
  expect((await stage.describe(first)).output).toBe('"old"');
  expect((await stage.describe(second)).output).toBe('"new"');
  expect(stage.stepFunctions().counts()).toEqual({
    flow: { RUNNING: 0, SUCCEEDED: 2, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 },
  });
});

test("a stop leaves no timer and starts nothing more", async () => {
  const stage = openTestStepFunctions([
    machineOf(
      { Nap: { Type: "Wait", Seconds: 10, Next: "End" }, End: { Type: "Succeed" } },
      {
        top: { TimeoutSeconds: 100 },
      },
    ),
  ]);
  const executionArn = await stage.start();
  await stage.quiet();
  await stage.stepFunctions().stop();
  expect(stage.clock.nextDueMs()).toBeUndefined();
  expect((await stage.describe(executionArn)).status).toBe("RUNNING");
});

test("a killed stage repeats its running call, and knows the token of a client", async () => {
  const tokens: string[] = [];
  const { promise: unanswered, resolve: letEnd } = Promise.withResolvers<void>();
  let asked = 0;
  const stage = openTestStepFunctions(
    [
      machineOf({
        Both: {
          Type: "Parallel",
          Branches: [
            branch({ Ask: invoking("ask", { Assign: { a: 1 }, End: true }) }),
            branch({ Pay: awaiting("pay", { End: true }) }),
          ],
          End: true,
        },
      }),
    ],
    {
      functions: {
        ask() {
          asked += 1;
          return asked === 1 ? unanswered : "asked";
        },
        pay: ({ token }) => void tokens.push(token),
      },
    },
  );
  const executionArn = await stage.start();
  await stage.until(() => tokens.length === 1 && asked === 1);
  for (const _ of [1, 2]) await new Promise(setImmediate);
  stage.crash();
  // A client may call before the stage has started.
  await stage.call("SendTaskSuccess", { taskToken: tokens[0], output: '"paid"' });
  expect(asked).toBe(1);
  stage.stepFunctions().start();
  await stage.quiet();
  expect((await stage.describe(executionArn)).output).toBe('["asked","paid"]');
  const history = await stage.history(executionArn);
  expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
  expect(history.filter(({ type }) => type === "TaskScheduled")).toHaveLength(2);
  letEnd();
});

test("an execution whose start was interrupted has not begun: it can be started again", async () => {
  const stage = openTestStepFunctions([
    machineOf(
      { Say: { Type: "Pass", Output: "said", End: true } },
      { top: { TimeoutSeconds: 100 } },
    ),
  ]);
  // Its timeout is set between its row and its first step.
  const { at } = stage.clock;
  let isCut = false;
  Object.assign(stage.clock, {
    at(...args: Parameters<typeof at>) {
      if (!isCut) {
        isCut = true;
        stage.crash();
      }
      return at(...args);
    },
  });
  await stage.start();
  stage.stepFunctions().start();
  const executionArn = await stage.start();
  await stage.quiet();
  expect((await stage.describe(executionArn)).output).toBe('"said"');
});
