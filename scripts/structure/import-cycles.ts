import { dirname, join } from "node:path";

/** A repository's text files by their paths, relative to its root. */
export type Files = ReadonlyMap<string, string>;

/** Files that import each other, imports of types included: each imports the next, and the last imports the first. */
export type ImportCycle = readonly [string, ...string[]];

/** One cycle, a shortest one, for each group of files that all reach each other by their imports. */
export function importCycles(files: Files): readonly ImportCycle[] {
  const imports = importGraph(files);
  return groupsInCycles(imports)
    .map((group) => shortestCycle(group, imports))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

type ImportGraph = ReadonlyMap<string, readonly string[]>;

function importGraph(files: Files): ImportGraph {
  const packages = packagesOf(files);
  return new Map(
    [...files]
      .filter(([path]) => isCode.test(path))
      .map(([path, code]) => [
        path,
        specifiersIn(code)
          .map((specifier) => resolveImport(path, specifier, packages))
          .filter((target) => target !== undefined && files.has(target))
          .map(String),
      ]),
  );
}

const isCode = /\.(ts|mts|mjs)$/;

/** What `import`, `export ... from` and `import()` name. Comments are left out: docstrings show imports. */
function specifiersIn(code: string): readonly string[] {
  const withoutComments = code.replace(/^\s*(\/\/|\/?\*).*$/gm, "");
  const pattern = /\bfrom\s*"([^"\n]+)"|\bimport\s*\(?\s*"([^"\n]+)"/g;
  return [...withoutComments.matchAll(pattern)].map(([, from, direct]) => String(from ?? direct));
}

type Package = {
  readonly name: string;
  readonly folder: string;
  /** Its `exports`: patterns with one `*`. */
  readonly exports: readonly (readonly [pattern: string, target: string])[];
};

function packagesOf(files: Files): readonly Package[] {
  return [...files]
    .filter(([path]) => path.endsWith("package.json"))
    .map(([path, text]) => {
      const { name = "", exports = {} } = JSON.parse(text) as {
        name?: string;
        exports?: Readonly<Record<string, string>>;
      };
      return { name, folder: dirname(path), exports: Object.entries(exports) };
    });
}

function resolveImport(
  importer: string,
  specifier: string,
  packages: readonly Package[],
): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(importer), specifier);
  for (const { name, folder, exports } of packages) {
    if (!specifier.startsWith(`${name}/`)) continue;
    const subpath = `.${specifier.slice(name.length)}`;
    for (const [pattern, target] of exports) {
      const [start = "", end = ""] = pattern.split("*");
      if (subpath.startsWith(start) && subpath.endsWith(end)) {
        const matched = subpath.slice(start.length, subpath.length - end.length);
        return join(folder, target.replace("*", matched));
      }
    }
  }
  return undefined;
}

/** Tarjan's strongly connected components, of more than one file or of one that imports itself. */
function groupsInCycles(imports: ImportGraph): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const isOnStack = new Set<string>();

  function visit(path: string): number {
    const index = indexes.size;
    indexes.set(path, index);
    stack.push(path);
    isOnStack.add(path);
    let low = index;
    for (const target of imports.get(path) ?? []) {
      if (!indexes.has(target)) low = Math.min(low, visit(target));
      else if (isOnStack.has(target))
        low = Math.min(low, lowest.get(target) ?? indexes.get(target) ?? low);
    }
    lowest.set(path, low);
    if (low === index) {
      const group = stack.splice(stack.indexOf(path));
      for (const each of group) isOnStack.delete(each);
      if (group.length > 1 || imports.get(path)?.includes(path)) groups.push(group);
    }
    return low;
  }

  for (const path of imports.keys()) if (!indexes.has(path)) visit(path);
  return groups;
}

function shortestCycle(group: readonly string[], imports: ImportGraph): ImportCycle {
  const within = new Set(group);
  const cycles = group.toSorted().map((start) => cycleFrom(start, within, imports));
  return cycles.reduce((best, cycle) => (cycle.length < best.length ? cycle : best));
}

/** Breadth first, from the file back to itself. */
function cycleFrom(start: string, within: ReadonlySet<string>, imports: ImportGraph): ImportCycle {
  const importers = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const target of imports.get(path) ?? []) {
      if (target === start) return pathTo(path, start, importers);
      if (!within.has(target) || importers.has(target)) continue;
      importers.set(target, path);
      queue.push(target);
    }
  }
  throw new Error(`${start} is in no import cycle`);
}

function pathTo(end: string, start: string, importers: ReadonlyMap<string, string>): ImportCycle {
  const path: string[] = [];
  for (let each = end; each !== start; each = importers.get(each) ?? start) path.unshift(each);
  return [start, ...path];
}
