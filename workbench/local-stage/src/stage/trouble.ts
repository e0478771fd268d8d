/** What goes wrong in the program, and needs a person. Resources have their names of the program. */
export type Trouble =
  /** A function that consumes events or tasks has failed so many times in a row; reported once until it succeeds. */
  | {
      readonly kind: "function-failing";
      readonly functionName: string;
      readonly times: number;
      readonly reason: string;
      /** The error that it logged when it last failed, with its place in the sources, in one line. */
      readonly error?: string;
    }
  /** A message, event or record of a batch went to a dead-letter queue or a failure destination. */
  | { readonly kind: "dead-letter-message"; readonly queue: string }
  /** An execution failed or timed out. */
  | {
      readonly kind: "execution-failed";
      readonly stateMachine: string;
      readonly name: string;
      readonly error: string;
    };
