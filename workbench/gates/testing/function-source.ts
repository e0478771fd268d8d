import { posix } from "node:path";
import { parseSource } from "../src/latency/source/source-file.ts";
import type { FunctionSource } from "../src/latency/source/source-files.ts";

/** The own code of a function, from texts by path; the first exports its handler. Imports lead to them by their relative paths. */
export function functionSource(texts: { readonly [path: string]: string }): FunctionSource {
  const files = new Map(
    Object.entries(texts).map(([path, text]) => [path, parseSource(path, text)] as const),
  );
  return {
    entry: Object.keys(texts)[0] ?? "",
    files,
    resolve: (from, specifier) => files.get(posix.join(posix.dirname(from), specifier)),
  };
}
