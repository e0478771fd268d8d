/** A deviation of a deploy from what it should be. */
export type Finding = {
  /** What is checked: `resources`, `code`, `again`. */
  readonly rule: string;
  /** The resource, file or command it is about. */
  readonly subject: string;
  /** The difference, in one or two sentences. */
  readonly message: string;
};
