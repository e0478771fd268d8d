import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { withoutTokens } from "./without-tokens.ts";

const long = randomBytes(56).toString("base64");

test.each([
  [`the token ${long} was refused`, "the token [token] was refused"],
  ['{"taskToken":"short","orderId":"ord_1"}', '{"taskToken":"[token]","orderId":"ord_1"}'],
  ['{"a":"{\\"taskToken\\":\\"short\\"}"}', '{"a":"{\\"taskToken\\":\\"[token]\\"}"}'],
  ["services/order-workflow/src/handlers/charge-payment.ts:24:9", undefined],
  ["ord_01M8P2B5EH1VMSRZSHZZAQ6EAD is unknown", undefined],
])("%s", (text, expected = text) => {
  expect(withoutTokens(text)).toBe(expected);
});
