/** An AWS operation that source code calls. */
export type CalledOperation = { readonly operation: string; readonly line: number };

const imported =
  /import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*["']@aws-sdk\/(?:client|lib)-[^"']+["']/g;

/** A client whose operations are named by a text: `client.call("SendMessage", ...)`. */
const named = /\.call\(\s*["']([A-Z]\w+)["']/g;

/**
 * The operations that source code calls: commands of @aws-sdk clients that it creates, methods of aggregated clients, and operations
 * that it names in a call.
 */
export function operationsIn(source: string): readonly CalledOperation[] {
  const names = [...source.matchAll(imported)].flatMap(([, list = ""]) =>
    list.split(",").map(localName),
  );
  const commands = new Map(
    names.flatMap(([name, local]) =>
      name.endsWith("Command") ? [[local, name.replace(/Command$/, "")] as const] : [],
    ),
  );
  const made = [...source.matchAll(/new\s+([\w$]+)\s*\(/g)].flatMap(({ 1: local = "", index }) => {
    const operation = commands.get(local);
    return operation ? [{ operation, line: lineOf(source, index) }] : [];
  });
  const calls = [...source.matchAll(named)].map(({ 1: operation = "", index }) => ({
    operation,
    line: lineOf(source, index),
  }));
  const hasClient = names.some(([name]) => name !== "" && !/Client$|Command$/.test(name));
  if (!hasClient) return [...made, ...calls];
  const methods = [...source.matchAll(/\.([a-z]\w+)\s*\(/g)].map(({ 1: method = "", index }) => ({
    operation: method.charAt(0).toUpperCase() + method.slice(1),
    line: lineOf(source, index),
  }));
  return [...made, ...calls, ...methods];
}

/** `SendMessageCommand as Send`, in an import. */
function localName(specifier: string): readonly [name: string, local: string] {
  const [name = "", local = name] = specifier
    .replace(/^\s*type\s/, "")
    .split(/\sas\s/)
    .map((text) => text.trim());
  return [name, local];
}

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split("\n").length;
}
