import { expect, test } from "vitest";
import { billedTotal, billOf } from "../bill.ts";
import { decimal, toCents } from "../exact-decimal.ts";
import { priceListOf } from "../prices/price-list.ts";
import { gbMonths } from "../units/gb-months.ts";
import { workedExamples } from "./worked-examples.ts";

const { prices } = priceListOf("us-east-1");

test.each(workedExamples)(
  "the model agrees to the cent with AWS's example: $name ($page, seen $seen)",
  ({ uses, freeTier, parts, total }) => {
    const lines = billOf(
      uses.map(([unit, amount]) => ({ unit, amount: decimal(amount) })),
      prices,
      freeTier,
    );
    expect(lines.map(({ usd }) => toCents(usd).toFixed(2))).toEqual(parts);
    expect(billedTotal(lines).toFixed(2)).toBe(total);
  },
);

// https://aws.amazon.com/s3/faqs/, seen 2019: 4 GB for 31 days, and 5 GB more for 16.
test("versions of an object are 6.581 GB-months, as in S3's example", () => {
  const byteHours = decimal(4 * 31 * 24 + 5 * 16 * 24).times(1_024 ** 3);
  expect(byteHours.toFixed()).toBe("5257039970304");
  expect(gbMonths(byteHours, 744).toFixed(3)).toBe("6.581");
});

// https://aws.amazon.com/api-gateway/pricing/, seen 2025-07
test("a REST API's cache of 1.6 GB costs 0.912 a day", () => {
  const [line] = billOf(
    [{ unit: "rest-api-cache-1.6-gb-hours", amount: decimal(24) }],
    prices,
    "none",
  );
  expect(line?.usd.toFixed()).toBe("0.912");
});
