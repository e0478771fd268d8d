import { expect, test } from "vitest";
import { priceListOf } from "../../../workbench/cost/src/prices/price-list.ts";
import { workflowCosts } from "./workflow-costs.ts";

const { prices } = priceListOf("us-east-1");

test("each kind of workflow costs what AWS's prices say", () => {
  const costs = workflowCosts({ transitions: 7, tasks: 3, partsMs: [199, 213] }, prices);
  expect(costs.map(({ name, usd }) => [name, (usd * 1_000_000).toFixed(2)])).toEqual([
    // 7 x 0.025 / 1,000
    ["Standard", "175.00"],
    ["Standard with tasks only", "75.00"],
    // 2 x 1.00 / 10^6 + 0.5 s x 64 MB x 0.00001667
    ["Express", "2.52"],
    // 5 x (8.00 / 10^6 + 1 KB x (0.25 + 0.15 x 14 / 30))
    ["durable function", "41.60"],
  ]);
});
