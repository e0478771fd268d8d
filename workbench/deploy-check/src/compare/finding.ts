/** Something in which a deploy is not what it should be. */
export type Finding = {
  /** What is checked: `resources`, `code`, `again`. */
  readonly rule: string;
  /** The resource, file or command it is about. */
  readonly subject: string;
  /** What differs, in one sentence or two. */
  readonly message: string;
};
