import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { StageStartError } from "./stage-start-error.ts";

/** A function by its logical name. @throws StageStartError with the names of all functions. */
export function functionNamed(
  functions: readonly FunctionDefinition[],
  logicalName: string,
): FunctionDefinition {
  const found = functions.find((definition) => definition.logicalName === logicalName);
  if (found) return found;
  throw new StageStartError(
    `There is no function ${logicalName}. There are ${functions.map((known) => known.logicalName).join(", ")}.`,
  );
}
