/** What was seen of a program's running: each permission that a role was granted and used. */
export type Evidence = {
  /** Of the Plan that ran, as `planHash` gives it. */
  readonly plan: string;
  readonly permissionsUsed: readonly {
    readonly roleArn: string;
    readonly action: string;
    readonly resource: string;
  }[];
};
