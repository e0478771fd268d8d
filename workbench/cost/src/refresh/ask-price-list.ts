import {
  GetProductsCommand,
  type GetProductsCommandOutput,
  type PricingClient,
} from "@aws-sdk/client-pricing";
import type { ListedProduct } from "./price-list-product.ts";

/** All products of a service with these attributes, from all pages of the answer. */
export async function askPriceList(
  client: PricingClient,
  ServiceCode: string,
  filters: { readonly [attribute: string]: string },
  abortSignal: AbortSignal,
): Promise<readonly ListedProduct[]> {
  const Filters = Object.entries(filters).map(([Field, Value]) => ({
    Type: "TERM_MATCH" as const,
    Field,
    Value,
  }));
  const found: ListedProduct[] = [];
  let NextToken: string | undefined;
  do {
    const answer: GetProductsCommandOutput = await client.send(
      new GetProductsCommand({ ServiceCode, Filters, FormatVersion: "aws_v1", NextToken }),
      { abortSignal },
    );
    found.push(
      ...(answer.PriceList ?? []).map((text: unknown) => JSON.parse(String(text)) as ListedProduct),
    );
    NextToken = answer.NextToken;
  } while (NextToken !== undefined && NextToken !== "");
  return found;
}
