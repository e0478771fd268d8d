import type { Caller } from "@stagecraft/plan/network/callers";
import type { Grant } from "@stagecraft/plan/resources/iam/role-grants";
import { boxId, type Edge } from "./graph.ts";
import type { Thing } from "./things.ts";

/** What is said of a call where the arrow alone does not tell. */
const words: readonly (readonly [action: RegExp, label: string])[] = [
  [/^states:StartExecution$/, "starts"],
  [/^states:SendTask/, "answers"],
];

/** What functions call: things, databases, other functions, and whom they know outside AWS. Each once. */
export function callEdges(callers: readonly Caller[], things: readonly Thing[]): readonly Edge[] {
  const called = [
    ...things.map(({ arn, box }) => ({ arn, id: box.id })),
    ...callers.map(({ definition: { arn, logicalName } }) => ({
      arn,
      id: boxId("function", logicalName),
    })),
  ];
  const edges = callers.flatMap(({ definition, calls, databases, outside }) => {
    const from = boxId("function", definition.logicalName);
    return [
      ...calls.flatMap((call) =>
        called
          .filter(({ arn }) => isCalled(arn, call))
          .map(({ id }) => ({ from, to: id, ...labelOf(call) })),
      ),
      ...databases.map(({ logicalName }) => ({ from, to: boxId("database", logicalName) })),
      ...outside.map((name) => ({ from, to: boxId("outside", name) })),
    ];
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

/** A resource of a grant is a pattern, or names something inside a thing: an object of a bucket, a version of a function. */
function isCalled(arn: string, { action, resource }: Grant): boolean {
  const [prefix = ""] = action.split(":");
  if (resource === "*") return arn.startsWith(`arn:aws:${prefix}:`);
  return resource === arn || resource.startsWith(`${arn}/`) || resource.startsWith(`${arn}:`);
}

function labelOf({ action }: Grant) {
  const word = words.find(([pattern]) => pattern.test(action));
  return word ? { label: word[1] } : {};
}
