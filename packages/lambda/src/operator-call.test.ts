import type { Parsed } from "@stagecraft/contracts/parse";
import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { operatorCallHandler } from "./operator-call.ts";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";

const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 42 } as Context;

function readName(input: unknown): Parsed<{ name: string }> {
  const { name } = input as { name: unknown };
  if (typeof name === "string") return { ok: true, value: { name } };
  return { ok: false, errors: [{ path: "name", message: "Must be text" }] };
}

function createHandler(work: (name: string) => Promise<string>) {
  const telemetry = fakeTelemetry();
  const handler = operatorCallHandler(
    {
      parse: readName,
      work: async ({ name }) => ({ answer: await work(name), fields: { records: 1 } }),
    },
    telemetry,
  );
  return { handler, ...telemetry };
}

test("the operator gets the answer, and the log has only the fields", async () => {
  const { handler, logged, flushes } = createHandler(async (name) => `hello ${name}`);
  expect(await handler({ name: "Ada" }, context)).toBe("hello Ada");
  expect(logged).toEqual([["info", "call", { requestId: "r1", coldStart: true, records: 1 }]]);
  expect(flushes()).toBe(1);
});

test("an invalid input is refused, and the error names what is invalid", async () => {
  const { handler, logged } = createHandler(async (name) => name);
  await expect(handler({ name: 1 }, context)).rejects.toMatchObject({
    code: "call.invalid-input",
    message: "call.invalid-input: name: Must be text",
  });
  expect(logged).toMatchObject([["error", "call", { requestId: "r1", paths: ["name"] }, {}]]);
});

test("an error of the work is logged and fails the invocation", async () => {
  const thrown = new Error("broken");
  const { handler, logged, flushes } = createHandler(() => Promise.reject(thrown));
  await expect(handler({ name: "Ada" }, context)).rejects.toBe(thrown);
  expect(logged).toEqual([["error", "call", { requestId: "r1", coldStart: true }, thrown]]);
  expect(flushes()).toBe(1);
});
