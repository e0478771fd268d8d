/** Something that a person has to mend first. The message says what, where and what next. */
export class DlqError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DlqError";
  }
}
