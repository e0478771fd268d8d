import { VisibleError } from "@stagecraft/cli/visible-error";

/** A call of AWS failed: the result of its check is unknown, not missing. */
export class AwsCallError extends VisibleError {
  /** What to do so that the call succeeds. */
  readonly fix: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly fix?: string } = {}) {
    super(message, options);
    this.fix = options.fix;
  }
}
