import { UsageError } from "@stagecraft/cli/usage-error";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import type { CustomerToken } from "./customer-token.ts";
import { type DeployOutputs, lastDeploy } from "./last-deploy.ts";
import type { SmokeOptions } from "./smoke-options.ts";

/** What is to be tried, and where. */
export type SmokeTarget = {
  readonly stage: string;
  readonly url: string;
  /** What is to be ordered; undefined where nothing is. */
  readonly order?: TestOrder;
};

export type TestOrder = {
  readonly token: CustomerToken;
  readonly product: string;
  /** The file that brings the product into the catalogue, where the program has one. */
  readonly productFile?: string;
  readonly waitMs: number;
  /** Whether the goods are returned at the end: the order is among the real ones. */
  readonly isReal: boolean;
};

/** @throws UsageError when nobody said where the stage is, or what to order. */
export function smokeTarget(options: SmokeOptions, root: string): SmokeTarget {
  const { stage, token, waitMs } = options;
  const url = options.url ?? (stage === "local" ? localUrl(root) : deployedUrl(root, stage));
  if (!token) return { stage, url };
  const isReal = stage === "prod";
  return { stage, url, order: { token, waitMs, isReal, ...productOf(options, root) } };
}

function localUrl(root: string): string {
  const address = readStageAddress(`${root}/.stagecraft/local`);
  if (address) return address.url;
  throw new UsageError("The stage local does not run here: npm start, or give --url.");
}

function deployedUrl(root: string, stage: string): string {
  const { url } = lastDeploy(root, stage, "--url");
  if (url !== undefined) return url.replace(/\/+$/, "");
  throw new UsageError(`The last deploy of ${stage} gave no url. Give --url.`);
}

function productOf(
  { stage, product }: SmokeOptions,
  root: string,
): Pick<TestOrder, "product" | "productFile"> {
  if (product !== undefined) return { product };
  if (stage === "local") {
    throw new UsageError(
      "The stage local has no test product: give --product, such as 85123A, which npm start brings into the catalogue.",
    );
  }
  const { testProduct, testProductFile }: DeployOutputs = lastDeploy(root, stage, "--product");
  if (testProduct === undefined) {
    throw new UsageError(`The stage ${stage} has no test product: give --product.`);
  }
  return {
    product: testProduct,
    ...(testProductFile === undefined ? {} : { productFile: testProductFile }),
  };
}
