import type { STSClientResolvedConfig } from "@aws-sdk/client-sts";
import type { Plan } from "@stagecraft/plan/plan";

/** What a check of the machine goes by. */
export type Machine = {
  /** The folder of sst.config.ts. */
  readonly root: string;
};

/** What a check of what a deploy needs goes by. */
export type Deployment = Machine & {
  readonly plan: Plan;
  /** The variables that the SST CLI would deploy the stage with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** What a check of the account goes by. */
export type Account = Deployment & {
  readonly caller: { readonly arn: string; readonly accountId: string };
  readonly client: ClientSettings;
};

/** What every client of AWS is made with. */
export type ClientSettings = {
  readonly region: string;
  readonly credentials?: STSClientResolvedConfig["credentials"];
  /** Where AWS is; without it, where the SDK finds it. */
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
};
