import { expect, test } from "vitest";
import { createRandomIds } from "./random-ids.ts";

test("the same seed gives the same ids, another seed others", () => {
  const take = (seed: number) => {
    const ids = createRandomIds(seed);
    return [ids.uuid(), ids.hex(32), ids.uuid()];
  };
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

test.each([undefined, 1])("with seed %s ids are version 4 UUIDs that do not repeat", (seed) => {
  const ids = createRandomIds(seed);
  const seen = Array.from({ length: 1_000 }, () => ids.uuid());
  expect(new Set(seen).size).toBe(1_000);
  for (const id of seen) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
