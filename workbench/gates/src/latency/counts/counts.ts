/** What the code of a function weighs, and what importing it runs: equal in every run, on a busy machine too. */
export type Counts = {
  /** The code that is uploaded, without source maps and copied files. */
  readonly codeBytes: number;
  readonly gzipBytes: number;
  /** Source files with code in the bundle. */
  readonly modules: number;
  /** Functions that run at least once while the bundle is imported, of the bundle and of Node. */
  readonly functionsRun: number;
  /** Bytecode that V8 compiles while the bundle is imported. */
  readonly bytecodeBytes: number;
  /** What the import leaves on the heap after a garbage collection. */
  readonly heapBytes: number;
};

/** The text of each count in reports. */
export const countTexts: { readonly [name in keyof Counts]: string } = {
  codeBytes: "bytes of code",
  gzipBytes: "bytes compressed",
  modules: "modules",
  functionsRun: "functions run at import",
  bytecodeBytes: "bytes of bytecode at import",
  heapBytes: "bytes of heap after import",
};

/** The names of the counts, in the order of reports. */
export const countNames = Object.keys(countTexts) as readonly (keyof Counts)[];
