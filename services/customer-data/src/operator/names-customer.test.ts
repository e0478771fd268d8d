import { OrderId } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { namesCustomer } from "./names-customer.ts";

const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
const isNamed = namesCustomer("cus_1", [orderId]);

test.each([
  ["in an event", '{"data":{"customerId":"cus_1"}}'],
  ["in an event within an event", '{"requestPayload":"{\\"customerId\\":\\"cus_1\\"}"}'],
  ["in JSON that is cut off", '{"customerId":"cus_1'],
  ["in a sentence", "The customer is cus_1."],
  ["by an order", `{"orderId":"${orderId}"}`],
  ["by a charge", '{"reference":"chg_01JDZ8Q7M0000000000000000A"}'],
])("a customer is named %s", (_, text) => {
  expect(isNamed(text)).toBe(true);
});

test.each([
  ["with a longer id", '{"customerId":"cus_10"}'],
  ["with another prefix", '{"customerId":"acus_1"}'],
  ["of another issuer", '{"customerId":"idp|cus_1"}'],
  ["of another domain", '{"customerId":"cus_1.example"}'],
  ["with another order", '{"orderId":"ord_01JDZ8Q7M0000000000000000B"}'],
])("a customer %s is another customer", (_, text) => {
  expect(isNamed(text)).toBe(false);
});

test.each(["auth0|5f7c", "a.b+c@example.com", 'with "quotes" and \\', "(.*)"])(
  "a subject may look like %s",
  (subject) => {
    const named = namesCustomer(subject, []);
    expect(named(JSON.stringify({ customerId: subject }))).toBe(true);
    expect(named(JSON.stringify({ customerId: `x${subject}` }))).toBe(false);
    expect(named('{"customerId":"somebody"}')).toBe(false);
  },
);
