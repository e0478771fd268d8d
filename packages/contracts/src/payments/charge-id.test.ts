import { expect, test } from "vitest";
import { OrderId } from "../ids.ts";
import { ChargeId, chargeIdOf, orderIdOf } from "./charge-id.ts";

test("a charge id and an order id are converted into each other", () => {
  const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
  const chargeId = chargeIdOf(orderId);
  expect(ChargeId.parse(chargeId)).toBe("chg_01JDZ8Q7M0000000000000000A");
  expect(orderIdOf(chargeId)).toBe(orderId);
});
