import type { System } from "../local-system/start-system.ts";

const tokenHours = 12;

/** What to try next, ready to be pasted: three calls of the API as a customer of the data, and the way into Postgres. */
export async function printUsage({ stage, tokenFor }: System) {
  const token = await tokenFor("cus_17850", { ttlSeconds: tokenHours * 60 * 60 });
  console.log(usageText({ ...stage, databaseUrls: stage.operator.databaseUrls, token }));
}

/** Every command means the same in sh, bash, zsh and fish: what a shell could read something into is quoted. */
export function usageText(usage: {
  readonly url: string;
  readonly apis: readonly { readonly name: string; readonly url: string }[];
  readonly databaseUrls: Readonly<Record<string, string>>;
  readonly token: string;
}): string {
  const { url, apis, databaseUrls, token } = usage;
  const order = {
    orderedOn: "2010-12-06",
    country: "United Kingdom",
    currency: "GBP",
    lines: [{ code: "85123A", quantity: 6, price: "2.55" }],
  };
  const further = apis.slice(1).map(({ name, url }) => `  ${name}: ${url}\n`);
  return `
The stage is up at ${url} until Ctrl-C.
${further.length > 0 ? `\nFurther APIs:\n${further.join("")}` : ""}
As the customer cus_17850, for ${tokenHours} hours:
  export TOKEN=${token}
  curl -s ${quoted(`${url}/openapi.json`)}
  curl -s ${quoted(`${url}/orders?limit=3`)} -H "Authorization: Bearer $TOKEN"
  curl -s ${quoted(`${url}/orders`)} -H "Authorization: Bearer $TOKEN" -H 'Idempotency-Key: try-1' -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(order))}

In the database, as the operator:
${Object.values(databaseUrls)
  .map((each) => `  psql ${quoted(each)}`)
  .join("\n")}
`;
}

/** No shell reads anything into what is between these, and none of it has such a quote. */
function quoted(text: string): string {
  return `'${text}'`;
}
