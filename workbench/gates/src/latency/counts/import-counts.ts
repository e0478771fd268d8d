/** What one import of a bundle ran. */
export type ImportCounts = {
  /** By the URL of each script, of Node's own too, where the functions begin that ran at least once. */
  readonly run: { readonly [url: string]: readonly number[] };
  readonly bytecodeBytes: number;
  readonly heapBytes: number;
};
