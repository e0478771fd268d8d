import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { familyOf } from "./family-of.ts";
import { type Box, boxId } from "./graph.ts";

/** A function as it is drawn. */
export function functionBox({ logicalName, bundle }: FunctionDefinition): Box {
  const family = familyOf(bundle.source);
  return {
    id: boxId("function", logicalName),
    title: logicalName,
    notes: ["Lambda"],
    shape: "function",
    functions: [logicalName],
    ...(family === undefined ? {} : { family }),
  };
}
