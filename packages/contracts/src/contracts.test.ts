import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { contracts } from "./contracts.ts";
import type { CloudEventSchema } from "./events/cloud-event.ts";

const events = new URL("events", import.meta.url).pathname;

test("contract names are unique", () => {
  const names = contracts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("a written version is accepted", () => {
  for (const { payload } of contracts) {
    if (!payload) continue;
    expect(payload.versions.map(({ version }) => version)).toContain(payload.writes);
  }
});

test("dead-letter messages of asynchronous channels have an owner", () => {
  const unattended = contracts.filter(({ via }) =>
    ["queue", "stream", "object", "schedule", "workflow", "task"].includes(via.kind),
  );
  expect(unattended.length).toBeGreaterThan(0);
  for (const { deadLetters } of unattended) expect(deadLetters?.owner).toMatch(/\w/);
});

test("every event schema is a version of a contract", async () => {
  const modules = await Promise.all(
    readdirSync(events)
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file): Promise<object> => import(`${events}/${file}`)),
  );
  const schemas = modules.flatMap((module) => Object.values(module).filter(isEventSchema));
  expect(schemas.length).toBeGreaterThan(3);
  const payloads = contracts.flatMap(({ payload }) => payload ?? []);
  const accepted = payloads.flatMap(({ versions }) => versions.map(({ schema }) => schema));
  for (const schema of schemas) expect(accepted).toContain(schema);
});

function isEventSchema(value: unknown): value is CloudEventSchema {
  return typeof value === "object" && value !== null && "shape" in value;
}
