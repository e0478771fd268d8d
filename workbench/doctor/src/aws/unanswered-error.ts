import { VisibleError } from "@stagecraft/cli/visible-error";

/** AWS did not answer what a check asked: it is unknown, and not missing. */
export class UnansweredError extends VisibleError {
  /** What would let it be answered. */
  readonly fix: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly fix?: string } = {}) {
    super(message, options);
    this.fix = options.fix;
  }
}
