import { expect, test } from "vitest";
import { PaymentsProviderLink, PaymentsWebhookLink } from "./payments-link.ts";

test("an address may end in a slash", () => {
  const link = { url: "https://payments.example.com/v1/", apiKey: "key" };
  expect(PaymentsProviderLink.parse(link).url).toBe("https://payments.example.com/v1");
});

test("one secret or two are read", () => {
  const secrets = (text: string) => PaymentsWebhookLink.parse({ secrets: text }).secrets;
  expect(secrets("the first secret")).toEqual(["the first secret"]);
  expect(secrets("the first secret, the other secret")).toEqual([
    "the first secret",
    "the other secret",
  ]);
});

test.each(["", "short", "the first secret,", "the first secret,the other secret,a third secret"])(
  "%j is no pair of secrets",
  (secrets) => {
    expect(PaymentsWebhookLink.safeParse({ secrets }).success).toBe(false);
  },
);
