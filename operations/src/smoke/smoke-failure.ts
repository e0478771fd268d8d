/** A step failed. The message says what the stage did instead; `next` has hints and commands for finding the cause. */
export class SmokeFailure extends Error {
  readonly next: readonly string[];

  constructor(message: string, next: readonly string[] = []) {
    super(message);
    this.next = next;
  }
}
