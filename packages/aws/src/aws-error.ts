/** A service's refusal of a call. Its name is the service's name for it, such as `ExecutionAlreadyExists`. */
export class AwsError extends Error {
  readonly #answer: object;

  constructor(name: string, message: string, answer: object) {
    super(message);
    this.name = name;
    this.#answer = answer;
  }

  /** The whole answer, because some services say more than a message. No log has it: it may contain data. */
  get answer(): object {
    return this.#answer;
  }
}
