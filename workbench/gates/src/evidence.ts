/** The permissions that roles used while a program was running. */
export type Evidence = {
  /** The `planHash` of the Plan that was running. */
  readonly plan: string;
  readonly permissionsUsed: readonly {
    readonly roleArn: string;
    readonly action: string;
    readonly resource: string;
  }[];
};
