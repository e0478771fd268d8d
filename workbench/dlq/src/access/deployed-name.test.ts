import { expect, test } from "vitest";
import { deployedName, fixedPart } from "./deployed-name.ts";

test.each([
  ["shop-dev-OrdersQueue-abcdefhk", "shop-dev-OrdersQueue-"],
  ["shop-dev-OrdersQueue-abcdefhk.fifo", "shop-dev-OrdersQueue-"],
  // i, j, l, p, q, y and digits are never drawn.
  ["shop-dev-payments", "shop-dev-payments"],
  ["shop-dev-OrderPipeline", "shop-dev-OrderPipeline"],
])("of %s the program gives %s", (name, fixed) => {
  expect(fixedPart(name)).toBe(fixed);
});

const planned = "shop-dev-OrdersQueue-abcdefhk";

test.each([
  ["the name that SST drew at the deploy", planned, "shop-dev-OrdersQueue-stuvwxza"],
  ["the same name, where the program gives it whole", "shop-dev-Flow", "shop-dev-Flow"],
  [
    "a FIFO queue's, with its ending",
    "shop-dev-OrdersQueue-abcdefhk.fifo",
    "shop-dev-OrdersQueue-stuvwxza.fifo",
  ],
])("%s is found", (_what, name, deployed) => {
  const others = ["shop-dev-OrdersQueueOld-stuvwxza", "shop-dev-OrdersQueue-stuvwxza-more"];
  expect(deployedName("queue", name, [...others, deployed])).toBe(deployed);
});

test("none, and more than one, is told by name", () => {
  expect(() => deployedName("queue", planned, ["shop-prod-OrdersQueue-stuvwxza"])).toThrow(
    "AWS has no queue shop-dev-OrdersQueue-* here.",
  );
  const two = ["shop-dev-OrdersQueue-stuvwxza", "shop-dev-OrdersQueue-zzzzzzzz"];
  expect(() => deployedName("queue", planned, two)).toThrow(
    `AWS has several queues shop-dev-OrdersQueue-*: ${two.join(", ")}.`,
  );
});
