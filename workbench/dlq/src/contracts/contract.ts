/** As much of a program's contract for one passage of data as this needs to know. */
export type Contract = {
  readonly name: string;
  /** What carries the data: a queue, stream or state machine by its name in the program. */
  readonly via: {
    readonly kind: string;
    readonly queue?: string;
    readonly stream?: string;
    readonly machine?: string;
  };
  readonly consumer: { readonly inside?: string };
  /** Null: nothing but the call itself. */
  readonly payload: Payload | null;
  readonly deadLetters: {
    readonly place: string;
    /** Who looks at it, and what that person does. */
    readonly owner: string;
    readonly remedy?: string;
  } | null;
};

export type Payload = {
  readonly schema: string;
  /** Oldest first: all that the consumer accepts. */
  readonly versions: readonly { readonly version: number }[];
  /** The version that producers write. */
  readonly writes: number;
  /** As the consumer reads it: in the newest version, or refused. */
  accept(input: unknown): Accepted;
};

export type Accepted =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly errors: readonly { readonly path: string; readonly message: string }[];
    };
