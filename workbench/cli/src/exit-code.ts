/** 0: done, nothing found. 1: done, something was found. 2: wrong use, or the command failed. */
export type ExitCode = 0 | 1 | 2;
