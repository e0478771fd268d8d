import { expect, test } from "vitest";
import { contracts } from "./contracts.ts";

test("a name stands for one contract", () => {
  const names = contracts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("what is written is accepted", () => {
  for (const { payload } of contracts) {
    if (!payload) continue;
    expect(payload.versions.map(({ version }) => version)).toContain(payload.writes);
  }
});

test("what fails behind a queue, a stream or a schedule ends somewhere", () => {
  const unattended = contracts.filter(({ via }) =>
    ["queue", "stream", "object", "schedule", "workflow", "task"].includes(via.kind),
  );
  expect(unattended.length).toBeGreaterThan(0);
  for (const { deadLetters } of unattended) expect(deadLetters?.owner).toMatch(/\w/);
});
