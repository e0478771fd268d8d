import type { Finding } from "../../finding.ts";
import type { Node } from "../../syntax/node.ts";
import { evaluate, isObject, unknown } from "./evaluate.ts";
import type { SourceFacts } from "./source-facts.ts";
import { isFunction, nodesOf, type SourceFile } from "./source-file.ts";
import type { FunctionSource } from "./source-files.ts";

/**
 * Code that makes a new connection for each call: an agent that keeps none, an agent for each call, none at all, or a header that closes
 * it. A new connection costs round trips and, with TLS, CPU.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-reusing-connections.html
 */
export function noKeepAlive({ functions }: SourceFacts): readonly Finding[] {
  const places = functions.flatMap(({ definition, source }) =>
    [...source.files.values()].flatMap((file) =>
      closedIn(file, source).map(({ node, what }) => ({
        place: `${file.path} ${file.lineAt(node.start)}`,
        file,
        what: `${what} in line ${file.lineAt(node.start)}`,
        name: definition.logicalName,
      })),
    ),
  );
  return [...Map.groupBy(places, ({ place }) => place).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      {
        rule: "latency/no-keep-alive",
        severity: "error" as const,
        resource: first.file.path,
        message: `${first.what}: each call makes a new connection, in ${[...new Set(same.map(({ name }) => name))].join(", ")}.`,
        fix: "One agent with keepAlive: true, made at the top level, or the client's default",
      },
    ];
  });
}

type Closed = { readonly node: Node; readonly what: string };

function closedIn(file: SourceFile, source: FunctionSource): readonly Closed[] {
  return [...closingProperties(file, source), ...closingAgents(file, source)];
}

/** `keepAlive: false`, `agent: false`, and the header `connection: "close"`. */
function closingProperties(file: SourceFile, source: FunctionSource): readonly Closed[] {
  return nodesOf(file, ["Property"]).flatMap(({ node }) => {
    const key = node.key as Node;
    const name = String(key.name ?? key.value);
    const value = evaluate(node.value as Node, file, source);
    const closes =
      ((name === "keepAlive" || name === "agent") && value === false) ||
      (/^connection$/i.test(name) && typeof value === "string" && /^close$/i.test(value));
    return closes ? [{ node, what: `${name}: ${JSON.stringify(value)}` }] : [];
  });
}

/** Agents that are made where a call is, and agents of Node without `keepAlive`, whose default is false; undici's is true. */
function closingAgents(file: SourceFile, source: FunctionSource): readonly Closed[] {
  return nodesOf(file, ["NewExpression"]).flatMap(({ node, parents }): readonly Closed[] => {
    const name = agentName(node.callee as Node);
    if (name === undefined) return [];
    const option = parents.at(-1);
    if (option && isAgentOption(option) && parents.some(isFunction)) {
      return [{ node, what: `An ${name} for each call` }];
    }
    if (file.imported.get(name)?.specifier === "undici") return [];
    const [given] = node.arguments as readonly Node[];
    const settings = given ? evaluate(given, file, source) : {};
    // Settings that the code alone does not tell may keep connections; a written false is found as a property.
    const mayKeep =
      !isObject(settings) || settings[unknown] || Object.hasOwn(settings, "keepAlive");
    return mayKeep ? [] : [{ node, what: `An ${name} without keepAlive` }];
  });
}

function isAgentOption({ type, key }: Node): boolean {
  const name = String((key as Node | undefined)?.name);
  return type === "Property" && /^(?:agent|httpAgent|httpsAgent|dispatcher)$/.test(name);
}

/** `Agent` of `new Agent()`, `new https.Agent()` and `new (module.Agent)()`. */
function agentName(callee: Node): string | undefined {
  if (callee.type === "ParenthesizedExpression") return agentName(callee.expression as Node);
  const name = callee.type === "MemberExpression" ? (callee.property as Node).name : callee.name;
  return name === "Agent" ? name : undefined;
}
