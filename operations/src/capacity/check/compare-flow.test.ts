import { expect, test } from "vitest";
import { compareFlow } from "./compare-flow.ts";

const use = (name: string, invocations: number, busySeconds: number) => ({
  name,
  invocations,
  busySeconds,
  throttles: 0,
  coldStarts: 0,
  environments: 1,
});

test("invocations are per order, and concurrency is busy time by the time of the load", () => {
  const [first] = compareFlow(
    { ordersPlaced: 100, functions: [use("Charge", 100, 5)] },
    { ordersPlaced: 50, functions: [use("Charge", 60, 6)] },
    50,
  );
  expect(first).toEqual({
    functionName: "Charge",
    invocationsPerOrder: { predicted: 1, measured: 1.2, ratio: 1.2 },
    meanMs: { predicted: 50, measured: 100, ratio: 2 },
    concurrency: { predicted: 0.1, measured: 0.12, ratio: expect.closeTo(1.2) },
  });
});

test("a function that the model does not know is named with an infinite ratio", () => {
  const [only] = compareFlow(
    { ordersPlaced: 1, functions: [] },
    { ordersPlaced: 1, functions: [use("Other", 1, 1)] },
    1,
  );
  expect(only).toMatchObject({ functionName: "Other", concurrency: { ratio: Infinity } });
});
