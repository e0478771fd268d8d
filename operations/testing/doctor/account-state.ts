/** The state of an account, as far as the checks read it. */
export type AccountState = {
  readonly concurrency: { readonly limit: number; readonly unreserved: number };
  /** The reserved concurrency of each function. */
  readonly functions: Readonly<Record<string, number | undefined>>;
  readonly vpcs: readonly {
    readonly id: string;
    readonly owner?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  /** The account's own quota, if it has one. */
  readonly vpcQuota?: number;
  /** Versions of Aurora PostgreSQL. */
  readonly engineVersions: readonly string[];
  /** The state of each zone. */
  readonly zones: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** By bucket, then by key. */
  readonly buckets: Readonly<Record<string, Readonly<Record<string, Buffer>>>>;
  /** Actions that are denied. */
  readonly denied: readonly string[];
};

export const accountId = "123456789012";
export const callerArn = `arn:aws:iam::${accountId}:user/deployer`;

/** An account whose quotas are sufficient, and in which SST was never used. */
export const roomyAccount: AccountState = {
  concurrency: { limit: 1000, unreserved: 1000 },
  functions: {},
  vpcs: [{ id: "vpc-default" }],
  engineVersions: ["16.9", "17.5", "17.7"],
  zones: { "eu-west-2a": "available", "eu-west-2b": "available", "eu-west-2c": "available" },
  parameters: {},
  buckets: {},
  denied: [],
};
