/** How many spans an invocation of the function in `traced-function.ts` makes. */
export const spansEach = 4;

/** What it answers. */
export type Answered = {
  readonly result: string;
  /** How many datagrams the process has read from its daemon. */
  readonly datagramsRead: number;
};
