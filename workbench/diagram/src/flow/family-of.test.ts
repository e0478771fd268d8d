import { expect, test } from "vitest";
import { familyOf } from "./family-of.ts";

test.each([
  ["services/mail/src/handlers/send.handler", "services/mail"],
  ["functions/mail/send.handler", "functions/mail"],
  ["./functions/send.handler", "functions"],
  ["src/send.handler", undefined],
  ["send.handler", undefined],
])("the code %s belongs to %s", (source, family) => {
  expect(familyOf(source)).toBe(family);
});
