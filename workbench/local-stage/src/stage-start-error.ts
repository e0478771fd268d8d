/** The stage cannot start. The message is for the person: what, where, what next. */
export class StageStartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StageStartError";
  }
}
