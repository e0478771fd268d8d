import type { Shop } from "./open-shop.ts";

const tokenHours = 12;

/** What to try next, ready to be pasted: three calls of the API as a customer of the data, and the way into Postgres. */
export async function printUsage({ stage, tokenFor }: Shop) {
  const token = await tokenFor("cus_17850", { ttlSeconds: tokenHours * 60 * 60 });
  const order = {
    orderedOn: "2010-12-06",
    country: "United Kingdom",
    currency: "GBP",
    lines: [{ code: "85123A", quantity: 6, price: "2.55" }],
  };
  console.log(`
The stage is up at ${stage.url} until Ctrl-C.

As the customer cus_17850, for ${tokenHours} hours:
  export TOKEN=${token}
  curl -s ${stage.url}/openapi.json
  curl -s ${stage.url}/orders?limit=3 -H "Authorization: Bearer $TOKEN"
  curl -s ${stage.url}/orders -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: try-1" -H "Content-Type: application/json" -d '${JSON.stringify(order)}'

In the database, as the operator:
${Object.values(stage.operator.databaseUrls)
  .map((url) => `  psql "${url}"`)
  .join("\n")}
`);
}
