/** The fields of a program's contract that this tool uses. */
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
  /** Null: the call has no payload. */
  readonly payload: Payload | null;
  readonly deadLetters: {
    readonly source: string;
    /** Who handles the messages. */
    readonly owner: string;
    /** What the owner does. */
    readonly remedy?: string;
  } | null;
};

export type Payload = {
  readonly schema: string;
  /** Every version that the consumer accepts, oldest first. */
  readonly versions: readonly { readonly version: number }[];
  /** The version that producers write. */
  readonly writes: number;
  /** Parses as the consumer does: returns the newest version, or errors. */
  accept(input: unknown): Accepted;
  /** The value without its personal fields. */
  redact(value: unknown): unknown;
};

export type Accepted =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly errors: readonly { readonly path: string; readonly message: string }[];
    };
