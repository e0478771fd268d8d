/** A secret of Secrets Manager as the Plan has it. */
export type SecretDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** The customer managed key. Without it, an AWS managed key, which everyone in the account may use through the service. */
  readonly kmsKeyArn?: string;
  /** The current value, if the program gives the secret one. */
  readonly current?: {
    readonly versionId: string;
    /** The text, which may contain the mark of a secret. */
    readonly secretString?: string;
    /** Base64. */
    readonly secretBinary?: string;
  };
};
