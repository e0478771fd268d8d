import type { OrderId } from "@stagecraft/contracts/ids";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";

/** The logs of a stage's functions, here or on AWS. */
export type LogSource = {
  /** Where they are, for messages: `in /state` or `of the stage dev on AWS`. */
  readonly place: string;
  /** The functions that have a log, by their names in the program. */
  functions(): Promise<readonly string[]>;
  /** The lines, a batch at a time in the order of their time: first the existing ones, then new ones until the signal. */
  follow(selection: LogSelection): AsyncGenerator<readonly LogLine[]>;
  /** What to do when no function has logged an order; `lines` are the first batch. */
  hintsFor(lines: readonly LogLine[]): readonly string[];
  close(): void;
};

/** Which lines are wanted. A source may give more: whoever prints them selects. */
export type LogSelection = {
  /** Only of this function, by its name in the program. */
  readonly functionName?: string | undefined;
  /** Only those that name the order, from its beginning on. */
  readonly order?: OrderId | undefined;
  /** Only the existing lines. */
  readonly once: boolean;
  readonly signal: AbortSignal;
};
