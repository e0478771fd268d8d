/** The consumer of a dead letter has refused it again: nothing is in doubt. */
export class SendRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SendRefusedError";
  }
}
