/** The stage does not do what it must: what it did instead, and which commands look further. */
export class SmokeFailure extends Error {
  readonly next: readonly string[];

  constructor(message: string, next: readonly string[] = []) {
    super(message);
    this.next = next;
  }
}
