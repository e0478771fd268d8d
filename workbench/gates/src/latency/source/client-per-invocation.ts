import type { Finding } from "../../finding.ts";
import type { Node } from "../../syntax/node.ts";
import { type Client, placeOf } from "./clients.ts";
import { findDeclared } from "./evaluate.ts";
import type { SourceFacts } from "./source-facts.ts";
import { isFunction, nodesOf, type SourceFile } from "./source-file.ts";
import type { FunctionSource } from "./source-files.ts";

const rule = "latency/client-per-invocation";

type Place = Pick<Client, "file" | "node" | "within">;
type Handler = { readonly source: FunctionSource; readonly name: string };

/**
 * Clients that are made while an invocation runs: each then pays for the client and for a new connection. A client that a function
 * makes is made where that function is called; it has to be at the top level of a file.
 */
export function clientPerInvocation({ functions }: SourceFacts): readonly Finding[] {
  return functions.flatMap(({ definition, source, clients }) =>
    clients
      .filter(isMade)
      .flatMap((client) =>
        latePlaces(client, { source, name: exportOf(definition.bundle.source) }).map((place) => ({
          client,
          place,
        })),
      )
      .map(({ client, place }): Finding => {
        const at = placeOf(place);
        const own = placeOf(client);
        return {
          rule,
          severity: "error",
          resource: definition.logicalName,
          message: `It makes ${client.name} in each invocation: at ${at}${at === own ? "" : `, which leads to ${own}`}.`,
          fix: "Make the client once, at the top level of the handler's file, and pass it on.",
        };
      }),
  );
}

/** `handler` of `src/orders.handler` */
function exportOf(handler: string): string {
  return handler.slice(handler.lastIndexOf(".") + 1);
}

/**
 * Whether it opens connections of its own: a call of `fetch` uses those of the process. Who declares how often to try, or how long to
 * connect, makes a client; a timeout alone may be that of a single call.
 */
function isMade({ kind, settings = {} }: Client): boolean {
  if (kind !== "declared") return kind !== "fetch";
  return ["maxAttempts", "attempts", "connectTimeoutMs"].some((name) =>
    Object.hasOwn(settings, name),
  );
}

/** The places that run in an invocation and make the client, directly or by calls. */
function latePlaces(
  place: Place,
  handler: Handler,
  followed: ReadonlySet<Node> = new Set(),
): readonly Place[] {
  const [outermost, ...inner] = place.within;
  if (!outermost) return [];
  const name = nameOf(outermost, place.file);
  // A function without a name at the top level, and one inside of another, is called later, by whoever got it.
  if (name === undefined || inner.length > 0) return [place];
  if (followed.has(outermost)) return [];
  const { calls, isPassed } = usesOf(name, place.file, handler.source);
  // Lambda calls the handler, and a function that is passed on is called later.
  const isHandler = place.file.path === handler.source.entry && name === handler.name;
  if (isHandler || isPassed) return [place];
  return calls.flatMap((call) => latePlaces(call, handler, new Set([...followed, outermost])));
}

function nameOf(node: Node, { declared }: SourceFile): string | undefined {
  return [...declared].find(([, declaration]) => declaration === node)?.[0];
}

/** Where a function is called, and whether it is passed on as a value. */
function usesOf(name: string, file: SourceFile, source: FunctionSource) {
  const calls: Place[] = [];
  let isPassed = false;
  for (const user of source.files.values()) {
    for (const { node, parents } of nodesOf(user, ["Identifier"])) {
      const parent = parents.at(-1);
      if (!parent || !isValue(node, parent)) continue;
      const found = findDeclared(String(node.name), user, source);
      if (found?.file !== file || found.name !== name) continue;
      if (parent.type === "CallExpression" && parent.callee === node) {
        calls.push({ file: user, node: parent, within: parents.filter(isFunction) });
      } else isPassed = true;
    }
  }
  return { calls, isPassed };
}

/** Whether an identifier stands for its value: it is neither declared, imported or exported there, nor the name of a property. */
function isValue(node: Node, parent: Node): boolean {
  if (/^(?:Import|Export)|^TS|Pattern$|^Function/.test(parent.type)) return false;
  if (parent.type === "VariableDeclarator") return parent.init === node;
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed === true;
  return parent.type !== "Property" || parent.value === node;
}
