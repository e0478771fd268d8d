import type { Caller } from "@stagecraft/plan/network/callers";
import type { Grant } from "@stagecraft/plan/resources/iam/role-grants";
import { type Edge, nodeId } from "./graph.ts";
import type { Thing } from "./things.ts";

/** What is said of a call where the arrow alone does not tell. */
const words: readonly (readonly [action: RegExp, label: string])[] = [
  [/^states:StartExecution$/, "starts"],
  [/^states:SendTask/, "answers"],
];

/** What functions call: things, databases, and whom they know outside AWS. Each once. */
export function callEdges(callers: readonly Caller[], things: readonly Thing[]): readonly Edge[] {
  const edges = callers.flatMap(({ definition, calls, databases, outside }) => {
    const from = nodeId("function", definition.logicalName);
    return [
      ...calls.flatMap((call) =>
        things
          .filter((thing) => isCalled(thing, call))
          .map(({ node }) => ({ from, to: node.id, ...labelOf(call) })),
      ),
      ...databases.map(({ logicalName }) => ({ from, to: nodeId("database", logicalName) })),
      ...outside.map((name) => ({ from, to: nodeId("outside", name) })),
    ];
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

/** A resource of a grant is a pattern, or names something inside a thing, such as the objects of a bucket. */
function isCalled({ arn }: Thing, { action, resource }: Grant): boolean {
  const [prefix = ""] = action.split(":");
  if (resource === "*") return arn.startsWith(`arn:aws:${prefix}:`);
  return resource === arn || resource.startsWith(`${arn}/`);
}

function labelOf({ action }: Grant) {
  const word = words.find(([pattern]) => pattern.test(action));
  return word ? { label: word[1] } : {};
}
