/** 0: done, nothing found. 1: done, and something was found. 2: called wrongly, or it could not do its work. */
export type ExitCode = 0 | 1 | 2;
