/** The repository, the signal that ends the run, and the output for its results. */
export type MutationRunContext = {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
};
