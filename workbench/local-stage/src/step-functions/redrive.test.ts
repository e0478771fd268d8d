import { expect, test } from "vitest";
import {
  awaiting,
  branch,
  invoking,
  machineOf,
  openTestStepFunctions,
  outcomeOf,
} from "./testing/open-test-step-functions.ts";

const dayMs = 24 * 60 * 60_000;
/** A function that fails until it is fixed, and counts its calls. */
function brokenFunction(answer: unknown = "done") {
  const calls: unknown[] = [];
  let isMended = false;
  return {
    calls,
    fix() {
      isMended = true;
    },
    answer(event: unknown) {
      calls.push(event);
      return isMended ? answer : outcomeOf.error("Broken", "not yet");
    },
  };
}

const first = invoking("first", { Next: "Second" });
const second = invoking("second", {
  Retry: [{ ErrorEquals: ["Broken"], IntervalSeconds: 1, MaxAttempts: 1 }],
  End: true,
});

// https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
test("a redrive continues with the failed step, with all its retries, and repeats no successful one", async () => {
  const broken = brokenFunction();
  let firstCalls = 0;
  const stage = openTestStepFunctions([machineOf({ First: first, Second: second })], {
    functions: {
      first(event) {
        firstCalls += 1;
        return { ...event, seen: true };
      },
      second: broken.answer,
    },
  });
  const { executionArn } = await stage.run({ id: 1 });
  const passRetry = async () => {
    stage.clock.advance(60_000);
    await stage.quiet();
  };
  await passRetry();
  expect(await stage.describe(executionArn)).toMatchObject({
    status: "FAILED",
    error: "Broken",
    redriveStatus: "REDRIVABLE",
    redriveCount: 0,
  });
  expect(await stage.call("RedriveExecution", { executionArn })).toEqual({
    redriveDate: stage.clock.nowMs() / 1_000,
  });
  const running = await stage.describe(executionArn);
  expect(running).toMatchObject({ status: "RUNNING", redriveCount: 1 });
  expect(running).not.toHaveProperty("stopDate");
  expect(running).not.toHaveProperty("error");
  await stage.quiet();
  expect(broken.calls).toHaveLength(3);
  broken.fix();
  await passRetry();
  expect(await stage.describe(executionArn)).toMatchObject({
    status: "SUCCEEDED",
    output: '"done"',
    redriveStatus: "NOT_REDRIVABLE",
  });
  expect([firstCalls, broken.calls.length]).toEqual([1, 4]);
  expect(broken.calls[3]).toEqual({ id: 1, seen: true });
  expect(stage.stepFunctions().counts().flow).toMatchObject({
    RUNNING: 0,
    FAILED: 0,
    SUCCEEDED: 1,
  });
  const history = await stage.history(executionArn);
  expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
  const from = history.findIndex(({ type }) => type === "ExecutionRedriven");
  expect(history[from].executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
  expect(history.slice(from - 1, from + 3).map(({ type }) => type)).toEqual([
    ...["ExecutionFailed", "ExecutionRedriven", "TaskScheduled", "TaskStarted"],
  ]);
});

test.each([
  ["at once", async () => {}],
  [
    "after the stage was stopped",
    (stage: ReturnType<typeof openTestStepFunctions>) => stage.restart(),
  ],
])(
  "only failed and ended branches of a Parallel and a Map run again, %s",
  async (_when, meanwhile) => {
    const broken = brokenFunction("fixed");
    const counts: Record<string, number> = {};
    const tokens: string[] = [];
    const stage = openTestStepFunctions(
      [
        machineOf({
          All: {
            Type: "Parallel",
            Branches: [
              branch({ Whole: invoking("whole", { End: true }) }),
              branch({ Signalled: awaiting("signalled", { End: true }) }),
              branch({
                Each: {
                  Type: "Map",
                  Items: ["a", "b", "c"],
                  MaxConcurrency: 1,
                  ItemProcessor: branch({ One: invoking("one", { End: true }) }),
                  End: true,
                },
              }),
            ],
            End: true,
          },
        }),
      ],
      {
        functions: {
          whole() {
            counts.whole = (counts.whole ?? 0) + 1;
            return "whole";
          },
          signalled: ({ token }) => void tokens.push(token),
          one(item) {
            counts[item] = (counts[item] ?? 0) + 1;
            return item === "b" ? broken.answer(item) : item;
          },
        },
      },
    );
    const { executionArn } = await stage.run();
    expect((await stage.describe(executionArn)).status).toBe("FAILED");
    await meanwhile(stage);
    broken.fix();
    await stage.call("RedriveExecution", { executionArn });
    await meanwhile(stage);
    await stage.quiet();
    expect(tokens).toHaveLength(2);
    await expect(
      stage.call("SendTaskSuccess", { taskToken: tokens[0], output: "1" }),
    ).rejects.toMatchObject({ code: "TaskTimedOut" });
    await stage.call("SendTaskSuccess", { taskToken: tokens[1], output: '"signalled"' });
    await stage.quiet();
    const { status, output } = await stage.describe(executionArn);
    expect([status, JSON.parse(output)]).toEqual([
      "SUCCEEDED",
      ["whole", "signalled", ["a", "fixed", "c"]],
    ]);
    expect(counts).toEqual({ whole: 1, a: 1, b: 2, c: 1 });
  },
);

test("a Parallel whose results were too large is run again as a whole", async () => {
  let size = 150_000;
  let calls = 0;
  const large = branch({ Large: invoking("large", { End: true }) });
  const stage = openTestStepFunctions(
    [machineOf({ Both: { Type: "Parallel", Branches: [large, large], End: true } })],
    {
      functions: {
        large() {
          calls += 1;
          return "x".repeat(size);
        },
      },
    },
  );
  const { executionArn, error } = await stage.run();
  expect(error).toBe("States.DataLimitExceeded");
  size = 1;
  await stage.call("RedriveExecution", { executionArn });
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ output: '["x","x"]' });
  expect(calls).toBe(4);
});

test("a redrive restarts an execution's timeout, and a wait keeps its time", async () => {
  const nap = { Type: "Wait", Seconds: 90, Output: "{% $states.context.Execution %}", End: true };
  const stage = openTestStepFunctions([machineOf({ Nap: nap }, { top: { TimeoutSeconds: 60 } })]);
  const { executionArn } = await stage.run();
  stage.clock.advance(60_000);
  await stage.quiet();
  expect((await stage.describe(executionArn)).status).toBe("TIMED_OUT");
  await stage.call("RedriveExecution", { executionArn });
  const RedriveTime = new Date(stage.clock.nowMs()).toISOString();
  await stage.restart();
  stage.clock.advance(30_000);
  await stage.quiet();
  const { status, output } = await stage.describe(executionArn);
  expect(status).toBe("SUCCEEDED");
  expect(JSON.parse(output)).toMatchObject({ RedriveCount: 1, RedriveTime });
});

test("a redriven execution keeps the definition that it began with", async () => {
  const broken = brokenFunction();
  const definition = (word: string) =>
    machineOf({ Second: { ...second, Output: word, Retry: undefined } });
  const stage = openTestStepFunctions([definition("old")], {
    functions: { second: broken.answer },
  });
  const { executionArn } = await stage.run();
  broken.fix();
  await stage.restart({ machines: [definition("new")] });
  await stage.call("RedriveExecution", { executionArn });
  await stage.quiet();
  expect((await stage.describe(executionArn)).output).toBe('"old"');
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
test("a redrive that is repeated with its token counts once; without a token it is refused while it runs", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Nap: { Type: "Wait", Seconds: 60, End: true } }),
  ]);
  const { executionArn } = await stage.run();
  const redrive = (clientToken?: string) =>
    stage.call("RedriveExecution", { executionArn, ...(clientToken && { clientToken }) });
  const notRedrivable = {
    code: "ExecutionNotRedrivable",
    message: `Execution Not Redrivable: '${executionArn}'`,
  };
  await expect(redrive("a")).rejects.toMatchObject(notRedrivable);
  await stage.call("StopExecution", { executionArn });
  const done = await redrive("a");
  stage.clock.advance(1_000);
  expect(await redrive("a")).toEqual(done);
  await expect(redrive("b")).rejects.toMatchObject(notRedrivable);
  await stage.call("StopExecution", { executionArn });
  stage.clock.advance(15 * 60_000);
  await redrive("a");
  expect(await stage.describe(executionArn)).toMatchObject({ status: "RUNNING", redriveCount: 2 });
});

test("an execution that ended in a Fail state fails again", async () => {
  const stage = openTestStepFunctions([
    machineOf({ Say: { Type: "Pass", Next: "No" }, No: { Type: "Fail", Error: "No" } }),
  ]);
  const { executionArn } = await stage.run();
  await stage.call("RedriveExecution", { executionArn });
  await stage.quiet();
  expect(await stage.describe(executionArn)).toMatchObject({ status: "FAILED", redriveCount: 1 });
  const types = await stage.types(executionArn);
  expect(types.filter((type) => type === "PassStateEntered")).toHaveLength(1);
  expect(types.filter((type) => type === "ExecutionFailed")).toHaveLength(2);
});

test.each([
  ["one that succeeded", "done", 0, "Execution is SUCCEEDED and cannot be redriven"],
  [
    "one that ended 14 days ago",
    outcomeOf.error("Broken"),
    14 * dayMs,
    "Execution redrivable period exceeded",
  ],
])("%s is not redriven", async (_what, answer, laterMs, redriveStatusReason) => {
  const stage = openTestStepFunctions([machineOf({ Ask: invoking("ask", { End: true }) })], {
    functions: { ask: () => answer },
  });
  const { executionArn } = await stage.run();
  stage.clock.advance(laterMs);
  expect(await stage.describe(executionArn)).toMatchObject({
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason,
  });
  await expect(stage.call("RedriveExecution", { executionArn })).rejects.toMatchObject({
    code: "ExecutionNotRedrivable",
  });
});
