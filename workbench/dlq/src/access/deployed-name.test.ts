import { expect, test } from "vitest";
import { deployedName } from "./deployed-name.ts";

const planned = "shop-dev-LettersQueue-abcdefhk";

test.each([
  ["a name with the random part of the deploy", planned, "shop-dev-LettersQueue-stuvwxza"],
  ["a name that the program sets", "shop-dev-Flow", "shop-dev-Flow"],
  [
    "the name of a FIFO queue, with its suffix",
    "shop-dev-LettersQueue-abcdefhk.fifo",
    "shop-dev-LettersQueue-stuvwxza.fifo",
  ],
])("%s is found", (_what, name, deployed) => {
  const others = ["shop-dev-LettersQueueOld-stuvwxza", "shop-dev-LettersQueue-stuvwxza-more"];
  expect(deployedName("queue", name, [...others, deployed])).toBe(deployed);
});

test("an error names the resource when no name fits, or more than one", () => {
  expect(() => deployedName("queue", planned, ["shop-prod-LettersQueue-stuvwxza"])).toThrow(
    "AWS has no queue shop-dev-LettersQueue-* here.",
  );
  const two = ["shop-dev-LettersQueue-stuvwxza", "shop-dev-LettersQueue-zzzzzzzz"];
  expect(() => deployedName("queue", planned, two)).toThrow(
    `AWS has several queues shop-dev-LettersQueue-*: ${two.join(", ")}.`,
  );
});
