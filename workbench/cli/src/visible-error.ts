/**
 * The base of all errors for the user, of which only the message is shown: what is wrong, where, and what to do next. Any other error is a
 * defect and is shown with its stack.
 */
export class VisibleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
