import { expect, test } from "vitest";
import { deployedName } from "./deployed-name.ts";

const planned = "shop-dev-JobsQueue-abcdefhk";

test.each([
  ["a name with the random part of the deploy", planned, "shop-dev-JobsQueue-stuvwxza"],
  ["a name that the program sets", "shop-dev-Flow", "shop-dev-Flow"],
  [
    "the name of a FIFO queue, with its suffix",
    "shop-dev-JobsQueue-abcdefhk.fifo",
    "shop-dev-JobsQueue-stuvwxza.fifo",
  ],
])("%s is found", (_what, name, deployed) => {
  const others = ["shop-dev-JobsQueueOld-stuvwxza", "shop-dev-JobsQueue-stuvwxza-more"];
  expect(deployedName("queue", name, [...others, deployed])).toBe(deployed);
});

test("an error names the resource when no name fits, or more than one", () => {
  expect(() => deployedName("queue", planned, ["shop-prod-JobsQueue-stuvwxza"])).toThrow(
    "AWS has no queue shop-dev-JobsQueue-* here.",
  );
  const two = ["shop-dev-JobsQueue-stuvwxza", "shop-dev-JobsQueue-zzzzzzzz"];
  expect(() => deployedName("queue", planned, two)).toThrow(
    `AWS has several queues shop-dev-JobsQueue-*: ${two.join(", ")}.`,
  );
});
