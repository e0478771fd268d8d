import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Node } from "../../syntax/node.ts";
import { isFunction, nodesOf, parseSource, type SourceFile } from "../source/source-file.ts";

/** Gives the place where the program sets the memory of a function: `infra/sorter.ts:19`. Undefined when it cannot be found. */
export type MemoryPlaceOf = (functionName: string) => string | undefined;

/** Reads the program in `root`: sst.config.ts and infra/. */
export async function readMemoryPlaces(root: string): Promise<MemoryPlaceOf> {
  const inInfra = await readdir(join(root, "infra"), { recursive: true }).catch(() => []);
  const paths = ["sst.config.ts", ...inInfra.toSorted().map((name) => `infra/${name}`)];
  const files = await Promise.all(
    paths
      .filter((path) => path.endsWith(".ts"))
      .map(async (path) => parseSource(path, await readFile(join(root, path), "utf8"))),
  );
  return (functionName) => memoryPlace(files, functionName);
}

/**
 * The place of the property `memory` in the call whose first argument is the function's name, or in the function that it calls, when
 * that is in the same file.
 */
export function memoryPlace(
  files: readonly SourceFile[],
  functionName: string,
): string | undefined {
  const places = files.flatMap((file) =>
    nodesOf(file, ["CallExpression", "NewExpression"])
      .filter(({ node }) => isNamed(node, functionName))
      .map(({ node }) => ({ file, memory: memoryIn(node) ?? memoryIn(calledIn(file, node)) })),
  );
  const found = places.find(({ memory }) => memory !== undefined);
  return found?.memory && `${found.file.path}:${found.file.lineAt(found.memory.start)}`;
}

function isNamed(call: Node, functionName: string): boolean {
  const [first] = call.arguments as readonly Node[];
  return first?.type === "Literal" && first.value === functionName;
}

function calledIn({ declared }: SourceFile, { callee }: Node): Node | undefined {
  const called = declared.get(String((callee as Node).name));
  return called && isFunction(called) ? called : undefined;
}

function memoryIn(program: Node | undefined): Node | undefined {
  if (!program) return undefined;
  const found = nodesOf({ program }, ["Property"]).find(
    ({ node }) => (node.key as Node).name === "memory",
  );
  return found?.node;
}
