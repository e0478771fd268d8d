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

/** Each throws an error about an input that contains `secret`. */
test.each<[what: string, fails: () => unknown, message: string | undefined]>([
  ["JSON.parse", () => JSON.parse("secret"), undefined],
  ["BigInt", () => BigInt("secret"), undefined],
  ["a regular expression", () => new RegExp(`${"secret"}(`), undefined],
  ["an address", () => new URL("secret"), "Invalid URL"],
  [
    "an argument of another type",
    () => Buffer.from(Symbol("secret") as never),
    "The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.",
  ],
  [
    "an argument out of range",
    () => Buffer.alloc(1).fill("secret", "hex"),
    "The argument 'value' is invalid.",
  ],
])("an error of %s says nothing of the input", (_what, fails, message) => {
  const described = describeError(errorOf(fails));
  expect(described.message).toBe(message);
  expect(JSON.stringify(described)).not.toContain("secret");
});

function errorOf(fails: () => unknown): unknown {
  try {
    return fails();
  } catch (error) {
    return Object.assign(error as Error, { input: "secret", value: { secret: true } });
  }
}

test("a line of a message that looks like a frame is none", () => {
  const error = Object.assign(new Error("no\n    at secret"), { severity: "ERROR" });
  expect(JSON.stringify(describeError(error))).not.toContain("secret");
});

test("a thrown value that is not an error is described by its type only", () => {
  expect(describeError("secret")).toEqual({ name: "string" });
});
