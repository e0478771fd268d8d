import { expect, test } from "vitest";
import { createBacklog } from "./backlog.ts";

test("the oldest leave first, and the age is that of the oldest that is left", () => {
  const backlog = createBacklog();
  for (const second of [0, 1, 2]) backlog.add(10, second);
  expect(backlog.take(15)).toBe(15);
  expect(backlog.amount).toBe(15);
  expect(backlog.ageSeconds(5)).toBe(4);
});

test("an empty backlog has no age, and gives nothing", () => {
  const backlog = createBacklog();
  backlog.add(3, 0);
  expect(backlog.take(7)).toBe(3);
  expect(backlog.take(7)).toBe(0);
  expect(backlog).toMatchObject({ amount: 0 });
  expect(backlog.ageSeconds(100)).toBe(0);
});
