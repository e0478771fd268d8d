import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { PricingClient } from "@aws-sdk/client-pricing";
import { expect, onTestFinished, test } from "vitest";
import { priceListOf } from "../prices/price-list.ts";
import { askPriceList } from "./ask-price-list.ts";
import type { ListedProduct } from "./price-list-product.ts";
import { refreshedList } from "./refresh-prices.ts";

/**
 * A product in the form that AWS documents for GetProducts, its figures those of the price list of 2026-08-31:
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
function listed(
  attributes: { readonly [name: string]: string },
  tiers: readonly (readonly [beginRange: string, endRange: string, usd: string])[],
): ListedProduct {
  const sku = "8RN6B8U4MERHRXP3";
  const term = `${sku}.JRTCKXETXF`;
  return {
    product: { sku, attributes: { regionCode: "us-east-1", ...attributes } },
    terms: {
      OnDemand: {
        [term]: {
          effectiveDate: "2026-08-01T00:00:00Z",
          priceDimensions: Object.fromEntries(
            tiers.map(([beginRange, endRange, USD], index) => [
              `${term}.RATE${index}`,
              { unit: "Requests", beginRange, endRange, pricePerUnit: { USD } },
            ]),
          ),
        },
      },
    },
  };
}

const known = priceListOf("us-east-1");
const refresh = (answers: { readonly [group: string]: readonly ListedProduct[] }) =>
  refreshedList(
    known,
    "us-east-1",
    "2026-12-24",
    async (_code, { group = "" }) => answers[group] ?? [],
  );

test("a price that has changed is written with its date, and said", async () => {
  const product = listed({ group: "SQS-APIRequest-Tier1" }, [
    ["0", "1000000", "0.0000000000"],
    ["1000000", "100000000000", "0.0000005000"],
    ["100000000000", "Inf", "0.0000003000"],
  ]);
  const { list, lines } = await refresh({ "SQS-APIRequest-Tier1": [product] });
  expect(list.prices["sqs-standard-requests"]).toMatchObject({
    tiers: [{ upTo: "100000000000", usd: "0.5" }, { usd: "0.3" }],
    grade: "A",
    seenOn: "2026-12-24",
    free: { amount: "1000000" },
  });
  expect(lines).toContain(
    "sqs-standard-requests: was 0.4 to 100000000000, 0.3 to 200000000000, 0.24, is 0.5 to 100000000000, 0.3 for 1000000",
  );
});

test("a price that has not changed gets the new date and no line", async () => {
  const product = listed({ group: "AWS-Lambda-Requests" }, [["0", "Inf", "0.0000002000"]]);
  const { list, lines } = await refresh({ "AWS-Lambda-Requests": [product] });
  expect(list.prices["lambda-requests"]).toMatchObject({ seenOn: "2026-12-24" });
  expect(lines.filter((line) => line.startsWith("lambda-requests"))).toEqual([]);
});

test.each<[string, readonly ListedProduct[], string]>([
  ["is not in the list", [], "the list has 0 products for it"],
  [
    "is in the list twice",
    [listed({}, [["0", "Inf", "1"]]), listed({}, [["0", "Inf", "2"]])],
    "the list has 2 products for it",
  ],
  ["has no on-demand price", [{ ...listed({}, []), terms: {} }], "no on-demand price"],
])("a price that %s stays as it was, and says so", async (_what, products, reason) => {
  const { list, lines } = await refresh({ "AWS-Lambda-Requests": products });
  expect(list.prices["lambda-requests"]).toEqual(known.prices["lambda-requests"]);
  expect(lines.find((line) => line.startsWith("lambda-requests"))).toContain(reason);
});

test("prices that AWS's list does not have are named", async () => {
  const { lines } = await refresh({});
  expect(lines).toContain("dashboard-months: kept by hand, read on 2026-09-30");
});

/** Answers GetProducts in pages, as AWS does. */
async function servePages(pages: readonly object[]): Promise<string> {
  const server: Server = createServer(async (request, response) => {
    const { NextToken } = JSON.parse(await text(request)) as { NextToken?: string };
    const page = pages[NextToken === undefined ? 0 : Number(NextToken)];
    response
      .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(page));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("every page of an answer is read", async () => {
  const [first, second] = ["SQS-APIRequest-Tier1", "SQS-APIRequest-FIFO-Tier1"].map((group) =>
    listed({ group }, [["0", "Inf", "0.0000002000"]]),
  );
  const client = new PricingClient({
    region: "us-east-1",
    endpoint: await servePages([
      { FormatVersion: "aws_v1", PriceList: [JSON.stringify(first)], NextToken: "1" },
      { FormatVersion: "aws_v1", PriceList: [JSON.stringify(second)] },
    ]),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  onTestFinished(() => client.destroy());
  const filters = { regionCode: "us-east-1" };
  const { signal } = new AbortController();
  expect(await askPriceList(client, "AWSQueueService", filters, signal)).toEqual([first, second]);
});
