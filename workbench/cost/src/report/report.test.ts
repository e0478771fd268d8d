import { planOf, type TestResource } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { StageInput } from "../model/stage-input.ts";
import { priceListOf } from "../prices/price-list.ts";
import { costPage } from "./cost-page.ts";
import { costReport } from "./cost-report.ts";
import { printCostReport } from "./print-cost-report.ts";
import { printDifference } from "./print-difference.ts";

const { prices } = priceListOf("us-east-1");
const nat = ["aws:ec2/natGateway:NatGateway", "Nat", {}] as const;
const mapping = [
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "Orders",
  { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders" },
] as const;

function input(...resources: readonly TestResource[]): StageInput {
  return {
    plan: planOf(...resources),
    usage: {
      work: { order: [{ type: "", name: "Orders", unit: "sqs-requests", amount: 3 }] },
      idleHour: [],
      metricsWithWork: 0,
    },
    durations: {},
    profile: { what: "some", monthly: { order: 1_000_000 }, hoursWithWork: 100 },
    prices,
    freeTier: "none",
  };
}

const reportOf = (...resources: readonly TestResource[]) =>
  costReport(input(...resources), { stage: "dev", profile: "busy" });

test("a report says what a stage costs, what of it is idle, and what one more costs", () => {
  const text = printCostReport(reportOf(nat, mapping));
  expect(text).toMatch(/the whole stage +34\.31 \(34\.16 to 34\.31\)/);
  expect(text).toMatch(/of that without any traffic +33\.11 \(32\.96 to 33\.11\)/);
  expect(text).toMatch(/1,000 more of: order +0\.0012/);
  expect(text).toMatch(/By resource\n +Nat +32\.85\n +Orders +1\.46/);
  expect(text).toMatch(/By cause\n +existing +33\.11\n +order +1\.20/);
});

test("a report names the assumptions with their ranges", () => {
  expect(printCostReport(reportOf())).toMatch(/emptyReceivesPerMinute +6, 15, 15: receives/);
});

test("a report names what has no price", () => {
  const text = printCostReport(reportOf(["aws:quantum/computer:Computer", "Computer", {}]));
  expect(text).toContain("NO PRICE: aws:quantum/computer:Computer (Computer).");
});

test("a difference is Markdown with what changes", () => {
  const text = printDifference(reportOf(mapping), reportOf(mapping, nat), "what if nat=gateway");
  expect(text).toContain("### What dev costs: what if nat=gateway");
  expect(text).toContain("| the whole stage | 1.46 | 34.31 | +32.85 |");
  expect(text).toContain("| Nat | 0.00 | 32.85 | +32.85 |");
  expect(text).toContain("| nat-gateway-hours | 0.00 | 32.85 | +32.85 |");
  expect(text).not.toContain("| Orders |");
});

test("a page needs no other file, and shows each multiple of the load", () => {
  const page = costPage(input(nat, mapping), reportOf(nat, mapping));
  expect(page).not.toMatch(/(src|href)=/);
  for (const text of ["no traffic", "0.01 ×", "1000 ×"]) expect(page).toContain(text);
});
