import type { Node } from "../../syntax/node.ts";
import { evaluate, isObject, type ObjectValue, unknown, type Value } from "./evaluate.ts";
import { isFunction, nodesOf, type SourceFile } from "./source-file.ts";
import type { FunctionSource } from "./source-files.ts";

/** Where the code of a function makes a client, declares limits of one, or calls a server. */
export type Client = {
  readonly kind: "sdk" | "pool" | "fetch" | "declared";
  /** `SQSClient`, `Pool`, `fetch`, or the called function. */
  readonly name: string;
  readonly file: SourceFile;
  readonly node: Node;
  /** The functions around it, the innermost last. */
  readonly within: readonly Node[];
  /** What it is made with. Undefined when the code alone does not tell. */
  readonly settings: ObjectValue | undefined;
};

/** The names of limits that own code declares for its clients. */
const declaredLimits = ["requestTimeoutMs", "timeoutMs", "statementTimeoutMs"] as const;

/** Every client in the own code of a function. */
export function clientsIn(source: FunctionSource): readonly Client[] {
  return [...source.files.values()].flatMap((file) => clientsOf(file, source));
}

function clientsOf(file: SourceFile, source: FunctionSource): readonly Client[] {
  return nodesOf(file, ["NewExpression", "CallExpression"]).flatMap(
    ({ node, parents }): readonly Client[] => {
      const name = (node.callee as Node).name;
      if (typeof name !== "string") return [];
      const kind = node.type === "NewExpression" ? madeKind(name, file) : calledKind(name, file);
      if (kind === undefined) return [];
      const settings = settingsOf(kind, node, file, source);
      if (kind === "declared" && !declaresLimit(settings)) return [];
      return [{ kind, name, file, node, within: parents.filter(isFunction), settings }];
    },
  );
}

function madeKind(name: string, { imported }: SourceFile): Client["kind"] | undefined {
  const from = imported.get(name);
  if (!from) return undefined;
  if (from.specifier === "pg") return /^(?:Pool|Client)$/.test(from.name) ? "pool" : undefined;
  const isSdk = from.specifier.startsWith("@aws-sdk/client-") && from.name.endsWith("Client");
  return isSdk ? "sdk" : undefined;
}

function calledKind(name: string, { declared, imported }: SourceFile): Client["kind"] {
  const isGlobal = !declared.has(name) && !imported.has(name);
  return name === "fetch" && isGlobal ? "fetch" : "declared";
}

/** The last argument that is an object: `fetch(url, settings)`, `connect(config, settings)`. */
function settingsOf(
  kind: Client["kind"],
  node: Node,
  file: SourceFile,
  source: FunctionSource,
): ObjectValue | undefined {
  const given = node.arguments as readonly Node[];
  if (kind === "sdk" || kind === "pool") {
    if (given.length === 0) return {};
    return known(evaluate(given[0], file, source));
  }
  // Evaluating every call of a program takes a while, and limits are declared where the object is written.
  const written = given.findLast(({ type }) => type === "ObjectExpression");
  if (written) return known(evaluate(written, file, source));
  return kind === "fetch" && given.length < 2 ? {} : undefined;
}

function known(value: Value): ObjectValue | undefined {
  return isObject(value) ? value : undefined;
}

function declaresLimit(settings: ObjectValue | undefined): boolean {
  return declaredLimits.some((name) => typeof settings?.[name] === "number");
}

/** Whether a setting is there: with a value, or with one that the code alone does not tell. */
export function isSet(settings: ObjectValue | undefined, name: string): boolean {
  if (!settings || !Object.hasOwn(settings, name)) return settings?.[unknown] === true;
  const value = settings[name];
  return value !== undefined && value !== null && value !== false && value !== 0;
}

/** The line in its file, from 1. */
export function lineOf({ file, node }: Pick<Client, "file" | "node">): number {
  return file.lineAt(node.start);
}

/** `services/orders/src/handler.ts:12` */
export function placeOf(client: Pick<Client, "file" | "node">): string {
  return `${client.file.path}:${lineOf(client)}`;
}
