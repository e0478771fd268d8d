import { expect, test } from "vitest";
import { inRounds } from "./in-rounds.ts";

test("each round has every variant, in an order that turns by one", async () => {
  const orders: string[] = [];
  const logged: string[] = [];
  const options = { name: "it", rounds: 3, log: (line: string) => void logged.push(line) };
  await inRounds(["a", "b"], options, async (round, turned) => {
    orders.push(`${round}: ${turned.join(", ")}`);
  });
  expect(orders).toEqual(["0: a, b", "1: b, a", "2: a, b"]);
  expect(logged).toEqual([
    "it: round 1 of 3",
    expect.stringMatching(/^it: round 2 of 3, \d+\.\d s left$/),
    expect.stringMatching(/^it: round 3 of 3, \d+\.\d s left$/),
  ]);
});
