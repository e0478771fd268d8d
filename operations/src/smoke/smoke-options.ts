import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { ProductCode } from "@stagecraft/contracts/line-fields";
import { stageName } from "../access/stage-name.ts";
import { apiUrl } from "./api-url.ts";
import { type CustomerToken, customerToken } from "./customer-token.ts";

/** The options of `npm run smoke`. */
export type SmokeOptions = {
  readonly stage: string;
  /** Without a slash at its end. */
  readonly url?: string;
  readonly product?: string;
  /** The customer's token; undefined when no order is placed. */
  readonly token?: CustomerToken;
  /** Time limit for an order to reach its final status. */
  readonly waitMs: number;
  readonly json: boolean;
};

export const smokeHelp = `npm run smoke -- --stage STAGE [options]

  Tests a stage through its HTTP API. The API responds, returns its OpenAPI document, refuses an order without a token, accepts
  an order and the same request again, and the order is fulfilled.
  The environment variable SMOKE_TOKEN must have a customer's token.

  --stage STAGE    local, dev, personal-NAME, pr-NUMBER or prod
  --url URL        URL of the API (default: from the last deploy in this folder, .sst/outputs.json; for local: the running stage)
  --product CODE   product to order (default: testProduct of the last deploy's outputs)
  --order          on prod, order one piece at 1.00 GBP and return it at the end; without it, prod gets no order. SMOKE_TOKEN must
                   be the token of a test customer
  --yes            required with --order on prod, because the order is real; the return is recorded, but the money is not refunded
  --wait SECONDS   time limit for the order (default: 120)
  --json           print the report as JSON

  Exit 0 when all steps pass, 1 when a step fails, 2 for wrong usage, without a token, or when the URL does not respond.`;

/** Its options for `parseArgs`. */
export const smokeOptions = {
  stage: { type: "string" },
  url: { type: "string" },
  product: { type: "string" },
  order: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  wait: { type: "string", default: "120" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/**
 * @param token the value of SMOKE_TOKEN
 * @throws UsageError naming the wrong or missing option
 */
export function readSmokeOptions(
  { values }: Given<typeof smokeOptions>,
  token: string | undefined,
): SmokeOptions {
  const { stage, url, product, order, yes, json } = values;
  if (stage === undefined) throw new UsageError("Set the stage: --stage dev");
  if (!stageName.test(stage)) {
    throw new UsageError(
      `There is no stage "${stage}". Stages are local, dev, prod, personal-NAME and pr-NUMBER.`,
    );
  }
  if (stage === "prod" && order && !yes) {
    throw new UsageError(
      "An order on prod is real: it takes one piece from the stock and charges 1.00 GBP. Its return is recorded at the end, but the money is not refunded. Add --yes if SMOKE_TOKEN is the token of a test customer.",
    );
  }
  if (yes && !order) throw new UsageError("--yes is only allowed with --order.");
  const isOrdering = stage !== "prod" || order;
  return {
    stage,
    json,
    waitMs: wholeNumber("--wait", values.wait, 1, 3_600) * 1_000,
    ...(url === undefined ? {} : { url: apiUrl(url) }),
    ...(product === undefined ? {} : { product: productCode(product) }),
    ...(isOrdering ? { token: customerToken(token, stage) } : {}),
  };
}

function productCode(text: string): string {
  const { success, data } = ProductCode.safeParse(text);
  if (success) return data;
  throw new UsageError(
    `--product needs a product code of up to 32 upper-case letters, digits, spaces, _ or -, not "${text}".`,
  );
}
