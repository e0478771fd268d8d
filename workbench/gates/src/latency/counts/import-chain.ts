import { packageOf, pathInPackages } from "./package-of.ts";

/** What imports what. */
export type ImportGraph = {
  readonly entry: string;
  /** By path, the paths that it imports. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
};

/**
 * The shortest chain of imports from the entry to a module, as text: `src/handler.ts > src/send.ts > @aws-sdk/client-sqs >
 * @smithy/core/dist/index.js`. A package in the middle is named once. Empty when the module is not imported.
 */
export function importChain(graph: ImportGraph, target: string): string {
  const chain = shortestChain(graph, target);
  const steps = chain.map((path, index) => {
    const inPackage = pathInPackages(path);
    if (inPackage === undefined || index === chain.length - 1) return inPackage ?? path;
    return packageOf(path);
  });
  const last = chain.at(-1);
  return steps
    .filter((step, index) => {
      if (index === steps.length - 1) return true;
      const isOwn = step === chain[index];
      // The last module stands for its package.
      return isOwn || (step !== steps[index - 1] && step !== (last && packageOf(last)));
    })
    .join(" > ");
}

function shortestChain({ entry, imports }: ImportGraph, target: string): readonly string[] {
  const importer = new Map<string, string | undefined>([[entry, undefined]]);
  // A Map that grows while it is walked: its walk is in the order of insertion, so breadth first.
  for (const [path] of importer) {
    if (path === target) break;
    for (const imported of imports.get(path) ?? []) {
      if (!importer.has(imported)) importer.set(imported, path);
    }
  }
  if (!importer.has(target)) return [];
  const chain: string[] = [];
  for (let path: string | undefined = target; path !== undefined; path = importer.get(path)) {
    chain.unshift(path);
  }
  return chain;
}
