/** The repository, what ends the run, and where its results go. */
export type MutationRunContext = {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
};
