import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { ProductCode } from "@stagecraft/contracts/line-fields";
import { apiUrl } from "./api-url.ts";
import { type CustomerToken, customerToken } from "./customer-token.ts";

/** What `npm run smoke` was asked for. */
export type SmokeOptions = {
  readonly stage: string;
  /** Without a slash at its end. */
  readonly url?: string;
  readonly product?: string;
  /** The customer who orders; none where nothing is ordered. */
  readonly token?: CustomerToken;
  /** How long an order may take to come to its end. */
  readonly waitMs: number;
  readonly json: boolean;
};

export const smokeHelp = `npm run smoke -- --stage STAGE [options]

  Tries whether a stage does what it is for, over its HTTP API alone: it answers, describes itself, refuses an order without a
  token, takes an order and the same request again, and brings the order to its end.
  The token of the customer who orders is read from the variable SMOKE_TOKEN.

  --stage STAGE    local, dev, personal-NAME, pr-NUMBER or prod
  --url URL        where its API is (default: what the last deploy from here printed, .sst/outputs.json; of local: where it runs)
  --product CODE   what is ordered (default: testProduct of the last deploy's outputs)
  --order          on prod, where nothing is ordered otherwise: orders one piece at 1.00 GBP, and returns it at the end. SMOKE_TOKEN
                   has to be a test customer's
  --yes            needed with --order on prod, for the order is a real one: a return is recorded, and pays nothing back
  --wait SECONDS   how long the order may take to come to its end (default: 120)
  --json           the report as JSON

  Exit 0 when the stage does it all, 1 when it does not, with the step, 2 for wrong use, without a token, or when nobody answers at
  the URL.`;

/** What it takes. */
export const smokeOptions = {
  stage: { type: "string" },
  url: { type: "string" },
  product: { type: "string" },
  order: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  wait: { type: "string", default: "120" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** As infra/stages.ts has them. */
const stageName = /^(local|dev|prod|(personal|pr)-[a-z0-9-]+)$/;

/**
 * @param token what SMOKE_TOKEN holds
 * @throws UsageError naming what is wrong or missing
 */
export function readSmokeOptions(
  { values }: Given<typeof smokeOptions>,
  token: string | undefined,
): SmokeOptions {
  const { stage, url, product, order, yes, json } = values;
  if (stage === undefined) throw new UsageError("Say which stage: --stage dev");
  if (!stageName.test(stage)) {
    throw new UsageError(
      `There is no stage "${stage}": there are local, dev and prod, and those that begin with personal- or pr-.`,
    );
  }
  if (stage === "prod" && order && !yes) {
    throw new UsageError(
      "An order on prod is a real one: a piece leaves the stock and 1.00 GBP is charged. Its return is recorded at the end, and pays nothing back. Add --yes if SMOKE_TOKEN is a test customer's.",
    );
  }
  if (yes && !order) throw new UsageError("--yes means nothing without --order.");
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
    `--product takes a product's code, up to 32 upper case letters, digits, spaces, _ or -: "${text}" is none.`,
  );
}
