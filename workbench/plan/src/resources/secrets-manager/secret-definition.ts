/** A secret of Secrets Manager as the Plan has it. */
export type SecretDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** The customer's own key; absent means AWS's, which everybody in the account may use through the service. */
  readonly kmsKeyArn?: string;
  /** The current value; absent while the program gives the secret none. */
  readonly current?: {
    readonly versionId: string;
    /** The text, in which a secret mark may stand. */
    readonly secretString?: string;
    /** Base64. */
    readonly secretBinary?: string;
  };
};
