import { expect, test } from "vitest";
import { taskAttempts } from "./task-attempts.ts";

const attempts = (states: object) =>
  taskAttempts(JSON.stringify({ States: states })).map((task) => task.attempts);

test("each retrier counts for itself, and retries are three by default", () => {
  expect(
    attempts({
      Once: { Type: "Task" },
      Default: { Type: "Task", Retry: [{}] },
      Twice: { Type: "Task", Retry: [{ MaxAttempts: 2 }, { MaxAttempts: 0 }] },
      Pause: { Type: "Wait" },
    }),
  ).toEqual([1, 4, 3]);
});

test("a Parallel or Map state that is retried runs its tasks again", () => {
  const inner = { States: { Task: { Type: "Task", Retry: [{ MaxAttempts: 1 }] } } };
  const retry = [{ MaxAttempts: 2 }];
  expect(
    attempts({
      Both: { Type: "Parallel", Retry: retry, Branches: [inner, inner] },
      Each: { Type: "Map", Retry: retry, ItemProcessor: inner },
    }),
  ).toEqual([6, 6, 6]);
});
