import { expect, test } from "vitest";
import { nameOnStage } from "./stage-names.ts";

test.each([
  ["stagecraft-dev-OrderPipeline", "dev", "OrderPipeline"],
  ["stagecraft-dev-OrdersQueue-sdsueoov", "dev", "OrdersQueue"],
  ["stagecraft-dev-LinesQueue-sdsueoov.fifo", "dev", "LinesQueue"],
  ["stagecraft-prod-OrderPipeline", "dev", undefined],
  ["stagecraft-pr-1-fix-OrderPipeline", "pr-1", undefined],
  ["stagecraft-pr-1-OrderPipeline", "pr-1", "OrderPipeline"],
  ["other-dev-OrderPipeline", "dev", undefined],
])("%s on the stage %s is %s", (name, stage, expected) => {
  expect(nameOnStage(name, stage)).toBe(expected);
});
