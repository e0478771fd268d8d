import { expect, test } from "vitest";
import { nameAndMessage } from "./name-and-message.ts";

test.each([
  ["ThrottlingException", { message: "Rate exceeded" }, "ThrottlingException: Rate exceeded"],
  ["Error", { message: "unexpected content.\n  inspect it" }, "Error: unexpected content."],
  [
    "Error",
    { message: "connect ECONNREFUSED ::1", code: "ECONNREFUSED" },
    "connect ECONNREFUSED ::1",
  ],
  ["AggregateError", { message: "", code: "ECONNREFUSED" }, "ECONNREFUSED"],
  ["Unknown", { message: "" }, "Unknown"],
])("%s, %j: %s", (name, given, text) => {
  expect(nameAndMessage(Object.assign(new Error(given.message), { name }, given))).toBe(text);
});
