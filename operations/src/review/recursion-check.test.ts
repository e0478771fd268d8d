import { expect, test } from "vitest";
import { recursionOf } from "./recursion-check.ts";

const other = { logicalName: "Sorter", arn: "arn:sorter" };
const looping = { logicalName: "Walker", arn: "arn:walker", recursiveLoop: "Allow" } as const;
const queue = { functionArn: "arn:walker" };

test.each([
  ["that Lambda stops", [other], [], "green"],
  [
    "that may continue, with reserved concurrency",
    [other, { ...looping, reservedConcurrency: 2 }],
    [],
    "green",
  ],
  [
    "that may continue, with a maximum at its queue",
    [looping],
    [{ ...queue, maximumConcurrency: 2 }],
    "green",
  ],
  ["that may continue, without a limit", [other, looping], [queue], "red"],
  [
    "that may continue, with a limit at one of two queues",
    [looping],
    [{ ...queue, maximumConcurrency: 2 }, queue],
    "red",
  ],
])("functions %s", (_what, functions, sources, status) => {
  expect(recursionOf(functions, sources).status).toBe(status);
});

test("functions that may continue are named", () => {
  expect(recursionOf([other, looping], [queue]).figure).toBe(
    "Lambda stops a loop of 1 functions after about 16 invocations; the program lets Walker continue; nothing limits the concurrency of Walker",
  );
});
