import type { STSClientResolvedConfig } from "@aws-sdk/client-sts";
import type { Plan } from "@stagecraft/plan/plan";

/** The input of a check of the machine. */
export type Machine = {
  /** The folder of sst.config.ts. */
  readonly root: string;
};

/** The input of a check of the deploy's requirements. */
export type Deployment = Machine & {
  readonly plan: Plan;
  /** The variables that the SST CLI would deploy the stage with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The input of a check of the account. */
export type Account = Deployment & {
  readonly caller: { readonly arn: string; readonly accountId: string };
  readonly client: ClientSettings;
};

/** The settings of every AWS client. */
export type ClientSettings = {
  readonly region: string;
  readonly credentials?: STSClientResolvedConfig["credentials"];
  /** The endpoint of AWS. The default is the SDK's. */
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
};
