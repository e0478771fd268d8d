import { expect, test } from "vitest";
import { requestHash } from "./request-hash.ts";

test("the order of keys makes no difference, the order of lines does", () => {
  const one = { a: 1, lines: [{ code: "A", quantity: 1 }, { code: "B" }] };
  const same = { lines: [{ quantity: 1, code: "A" }, { code: "B" }], a: 1 };
  const other = { a: 1, lines: [{ code: "B" }, { code: "A", quantity: 1 }] };
  expect(requestHash(same)).toBe(requestHash(one));
  expect(requestHash(other)).not.toBe(requestHash(one));
});
