import { expect, test } from "vitest";
import { describeError } from "./describe-error.ts";

test("an error is described by name, message, code and frames, with its causes", () => {
  const cause = Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" });
  const described = describeError(new TypeError("it broke", { cause }));
  expect(described).toMatchObject({
    name: "TypeError",
    message: "it broke",
    cause: { message: "connect refused", code: "ECONNREFUSED" },
  });
  expect(described.stack?.every((frame) => frame.startsWith("at "))).toBe(true);
});

test.each([
  ["the driver", { severity: "ERROR", code: "22P02", detail: "secret" }],
  ["drizzle", { query: "insert ...", params: ["secret"] }],
])("values in errors of %s are left out", (_, properties) => {
  const error = Object.assign(new Error('invalid input: "secret"'), properties);
  const described = describeError(new Error("outer", { cause: error }));
  expect(described.cause?.name).toBe("Error");
  expect(JSON.stringify(described)).not.toContain("secret");
});

test("a thrown value that is not an error is described by its type only", () => {
  expect(describeError("secret")).toEqual({ name: "string" });
});
