/** A part of the program that a deploy would refuse. */
export type ValidationError = {
  /** The resource's name in infra/. */
  readonly resource: string;
  readonly message: string;
  /** The AWS page with the rule. */
  readonly page: string;
};
