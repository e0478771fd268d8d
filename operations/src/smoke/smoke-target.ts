import { UsageError } from "@stagecraft/cli/usage-error";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import type { CustomerToken } from "./customer-token.ts";
import { type DeployOutputs, lastDeploy } from "./last-deploy.ts";
import type { SmokeOptions } from "./smoke-options.ts";

/** The stage to test. */
export type SmokeTarget = {
  readonly stage: string;
  readonly url: string;
  /** The test order; undefined when no order is placed. */
  readonly order?: TestOrder;
};

export type TestOrder = {
  readonly token: CustomerToken;
  readonly product: string;
  /** The catalogue file with the product, if the stage has one. */
  readonly productFile?: string;
  readonly waitMs: number;
  /** Whether it is a real order, so that its goods are returned at the end. */
  readonly isReal: boolean;
};

/** @throws UsageError when the URL or the product is neither given nor in the outputs of the last deploy. */
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
  throw new UsageError("The stage local is not running. Run npm start, or set --url.");
}

function deployedUrl(root: string, stage: string): string {
  const { url } = lastDeploy(root, stage, "--url");
  if (url !== undefined) return url.replace(/\/+$/, "");
  throw new UsageError(`The last deploy of ${stage} has no output url. Set --url.`);
}

function productOf(
  { stage, product }: SmokeOptions,
  root: string,
): Pick<TestOrder, "product" | "productFile"> {
  if (product !== undefined) return { product };
  if (stage === "local") {
    throw new UsageError(
      "The stage local has no test product. Set --product, such as 85123A, which npm start imports.",
    );
  }
  const { testProduct, testProductFile }: DeployOutputs = lastDeploy(root, stage, "--product");
  if (testProduct === undefined) {
    throw new UsageError(`The stage ${stage} has no test product. Set --product.`);
  }
  return {
    product: testProduct,
    ...(testProductFile === undefined ? {} : { productFile: testProductFile }),
  };
}
