import { expect, test } from "vitest";
import { deployedName } from "./deployed-name.ts";

const planned = "shop-dev-LettersQueue-abcdefhk";

test.each([
  ["the name that SST drew at the deploy", planned, "shop-dev-LettersQueue-stuvwxza"],
  ["the same name, where the program gives it whole", "shop-dev-Flow", "shop-dev-Flow"],
  [
    "a FIFO queue's, with its ending",
    "shop-dev-LettersQueue-abcdefhk.fifo",
    "shop-dev-LettersQueue-stuvwxza.fifo",
  ],
])("%s is found", (_what, name, deployed) => {
  const others = ["shop-dev-LettersQueueOld-stuvwxza", "shop-dev-LettersQueue-stuvwxza-more"];
  expect(deployedName("queue", name, [...others, deployed])).toBe(deployed);
});

test("none, and more than one, is told by name", () => {
  expect(() => deployedName("queue", planned, ["shop-prod-LettersQueue-stuvwxza"])).toThrow(
    "AWS has no queue shop-dev-LettersQueue-* here.",
  );
  const two = ["shop-dev-LettersQueue-stuvwxza", "shop-dev-LettersQueue-zzzzzzzz"];
  expect(() => deployedName("queue", planned, two)).toThrow(
    `AWS has several queues shop-dev-LettersQueue-*: ${two.join(", ")}.`,
  );
});
