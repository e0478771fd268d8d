import { expect, test } from "vitest";
import { afterList, afterShow } from "./next-commands.ts";

const queue = { kind: "queue", arn: "a", name: "Jobs", fifo: false } as const;
const none = { kind: "none", why: "its function is gone" } as const;

test("the list leads to a message of each source that has some", () => {
  const sources = [
    { source: "Jobs", count: 2 },
    { source: "Empty", count: 0 },
  ];
  expect(afterList(sources, { stage: "dev" })).toEqual([
    "  next  npm run dlq -- show --source Jobs --max 1 --stage dev",
  ]);
});

test("shown messages lead to the dry run of their redrive, if they have a target", () => {
  const messages = [
    { source: "Jobs", target: queue },
    { source: "Jobs", target: queue },
    { source: "Lost", target: none },
  ];
  expect(afterShow(messages, { stage: "local" })).toEqual([
    "  next  when the cause is fixed: npm run dlq -- redrive --source Jobs",
  ]);
});
