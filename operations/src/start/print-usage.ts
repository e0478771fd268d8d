import type { System } from "../local-system/start-system.ts";

const tokenHours = 12;

/** Prints commands to copy: three API calls as a customer of the data set, and the psql command. */
export async function printUsage({ stage, tokenFor }: System) {
  const token = await tokenFor("cus_17850", { ttlSeconds: tokenHours * 60 * 60 });
  console.log(usageText({ ...stage, databaseUrls: stage.operator.databaseUrls, token }));
}

/** Formats the commands. They work in sh, bash, zsh and fish: everything that a shell could expand is quoted. */
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
  const others = apis.slice(1).map(({ name, url }) => `  ${name}: ${url}\n`);
  return `
The stage is up at ${url}. Stop it with Ctrl-C.
${others.length > 0 ? `\nOther APIs:\n${others.join("")}` : ""}
As the customer cus_17850, for ${tokenHours} hours:
  export TOKEN=${token}
  curl -s ${quoted(`${url}/openapi.json`)}
  curl -s ${quoted(`${url}/orders?limit=3`)} -H "Authorization: Bearer $TOKEN"
  curl -s ${quoted(`${url}/orders`)} -H "Authorization: Bearer $TOKEN" -H 'Idempotency-Key: try-1' -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(order))}

Database, as the operator:
${Object.values(databaseUrls)
  .map((each) => `  psql ${quoted(each)}`)
  .join("\n")}
`;
}

/** Shells expand nothing between single quotes. The text must not contain one. */
function quoted(text: string): string {
  return `'${text}'`;
}
