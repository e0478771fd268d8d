/** The consumer was invoked with the dead-letter message and failed again. */
export class MessageRejectedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MessageRejectedError";
  }
}
