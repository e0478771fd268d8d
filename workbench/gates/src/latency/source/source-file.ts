import { parseSync } from "oxc-parser";
import { type Node, walk } from "../../syntax/node.ts";

/** A file of the program's own code. */
export type SourceFile = {
  /** Relative to the repository. */
  readonly path: string;
  readonly program: Node;
  /** The value or the function of each name at the top level. */
  readonly declared: ReadonlyMap<string, Node>;
  /** By its name here, what a name is imported from. */
  readonly imported: ReadonlyMap<string, Imported>;
  /** The line of a position, from 1. */
  lineAt(position: number): number;
};

export type Imported = { readonly specifier: string; readonly name: string };

/** Parses a file. `path` decides the language. */
export function parseSource(path: string, text: string): SourceFile {
  const program = parseSync(path, text).program as unknown as Node;
  const declared = new Map<string, Node>();
  const imported = new Map<string, Imported>();
  for (const statement of program.body as readonly Node[]) {
    if (statement.type === "ImportDeclaration") {
      const specifier = String((statement.source as Node).value);
      for (const each of statement.specifiers as readonly Node[]) {
        const name = (each.imported as Node | undefined)?.name ?? "*";
        imported.set(String((each.local as Node).name), { specifier, name: String(name) });
      }
    } else {
      const declaration = (statement.declaration as Node | null | undefined) ?? statement;
      for (const [name, node] of declarationsIn(declaration)) declared.set(name, node);
    }
  }
  return {
    path,
    program,
    declared,
    imported,
    lineAt: (position) => text.slice(0, position).split("\n").length,
  };
}

function declarationsIn(statement: Node): readonly (readonly [string, Node])[] {
  if (statement.type === "FunctionDeclaration") {
    return [[String((statement.id as Node).name), statement]];
  }
  if (statement.type !== "VariableDeclaration") return [];
  return (statement.declarations as readonly Node[]).flatMap(({ id, init }) => {
    const name = (id as Node).name;
    return typeof name === "string" && init ? [[name, init as Node]] : [];
  });
}

export function isFunction({ type }: Node): boolean {
  return (
    type === "FunctionDeclaration" ||
    type === "FunctionExpression" ||
    type === "ArrowFunctionExpression"
  );
}

/** Every node of a file of one of these types, with what it is in, the innermost last. */
export function nodesOf(
  { program }: Pick<SourceFile, "program">,
  types: readonly string[],
): readonly { readonly node: Node; readonly parents: readonly Node[] }[] {
  const found: { node: Node; parents: readonly Node[] }[] = [];
  walk(program, (node, parents) => {
    if (types.includes(node.type)) found.push({ node, parents });
  });
  return found;
}
