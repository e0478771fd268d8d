import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { expect, test } from "vitest";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";
import { workflowTaskHandler } from "./workflow-task.ts";

const input = { orderId: "ord_1" };
const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 42 };

function createTask(work: (remainingMs: number) => Promise<{ outcome: string }>) {
  const telemetry = fakeTelemetry();
  const handler = workflowTaskHandler(
    {
      parse: (event): Parsed<typeof input> =>
        event === input
          ? { ok: true, value: input }
          : { ok: false, errors: [{ path: "orderId", message: "secret" }] },
      work: (_input, { remainingMs }) => work(remainingMs()),
      fieldsOf: ({ orderId }) => ({ orderId }),
      errorNames: { codes: ["parcel.lost"], transient: "try.again", permanent: "give.up" },
    },
    telemetry,
  );
  return { run: (event: unknown) => handler(event, context), ...telemetry };
}

test("the task gets the deadline, its return value is the result, and its outcome is logged", async () => {
  const task = createTask(async (remainingMs) => ({ outcome: `reserved in ${remainingMs} ms` }));
  expect(await task.run(input)).toEqual({ outcome: "reserved in 42 ms" });
  expect(task.logged).toEqual([
    [
      "info",
      "task",
      { requestId: "r1", coldStart: true, orderId: "ord_1", reason: "reserved in 42 ms" },
    ],
  ]);
  expect(task.flushes()).toBe(1);
});

// Lambda takes the error type from the name: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
test.each([
  [new Fault("parcel.lost", { retry: true }), "parcel.lost"],
  [new Fault("database.40001", { retry: true }), "try.again"],
  [new Fault("database.23514", { retry: false }), "give.up"],
  [new TypeError("secret"), "give.up"],
])("%s gets a name that the definition can match", async (thrown, name) => {
  const { run, logged, flushes } = createTask(() => Promise.reject(thrown));
  const error = await run(input).catch((caught) => caught);
  expect(error).toMatchObject({ name });
  expect(error.message).not.toContain("secret");
  expect(logged).toMatchObject([
    ["error", "task", { requestId: "r1", orderId: "ord_1", reason: name }, thrown],
  ]);
  expect(flushes()).toBe(1);
});

test("the history gets the stack of the cause, and not the message of an unexpected one", async () => {
  const thrown = new TypeError("secret");
  const { run } = createTask(() => Promise.reject(thrown));
  const { message, stack } = await run(input).catch((caught) => caught);
  expect(message).toBe("internal: TypeError");
  const frames = thrown.stack?.split("\n").slice(1) ?? [];
  expect(stack).toBe(["give.up: internal: TypeError", ...frames].join("\n"));
});

test("an invalid input does not reach the task", async () => {
  const { run, logged } = createTask(() => Promise.reject(new Error("must not be called")));
  await expect(run({})).rejects.toMatchObject({
    name: "give.up",
    message: "task.invalid-input",
  });
  expect(logged).toMatchObject([
    ["error", "task", { paths: ["orderId"] }, { code: "task.invalid-input" }],
  ]);
});
