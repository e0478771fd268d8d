/**
 * An error whose message alone is for the person at the keyboard: what is wrong, where, and what to do next. The base of every
 * such error; any other error is a defect and shows its stack.
 */
export class VisibleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
