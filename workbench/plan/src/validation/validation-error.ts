/** One thing in the program that a deploy would refuse. */
export type ValidationError = {
  /** As a person knows it: the name in infra/. */
  readonly resource: string;
  readonly message: string;
  /** The AWS page that says so. */
  readonly page: string;
};
