import { createRequire } from "node:module";
import { checkState } from "./check-state.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { expressionSource } from "./expression.ts";
import { type Fields, isFields, visitStates } from "./visit-states.ts";

const require = createRequire(import.meta.url);

/** What is used of `asl-validator`, which comes without types. */
type Validator = (definition: unknown) => {
  readonly errors: readonly { readonly "Error code": string; readonly Message: string }[];
};

/**
 * What is wrong with a definition, state by state; nothing when AWS would take it and this stage can run it. The rules
 * that name a state come first; what they leave is for `asl-validator`, which knows the whole language.
 */
export function checkDefinition(definition: Fields): readonly DefinitionProblem[] {
  const visited = visitStates(definition);
  if (visited.length === 0) return [{ reason: "it has no States" }];
  const problems = visited.flatMap((state) =>
    checkState(state, definition.QueryLanguage).map((reason) => ({ state: state.name, reason })),
  );
  return problems.length > 0 ? problems : validate(definition);
}

function validate(definition: Fields): readonly DefinitionProblem[] {
  // Its schemas take 60 ms to load: only a stage that has something to validate waits for them.
  const validator: Validator = require("asl-validator");
  return validator(plain(definition)).errors.map((error) => {
    const state = /\/States\/([^/ ]+)(?!.*\/States\/)/.exec(error.Message)?.[1];
    return {
      ...(state !== undefined && { state: decodeURIComponent(state) }),
      reason: `${error["Error code"]}: ${error.Message}`,
    };
  });
}

/** Fields that take any JSON; what stands in them is compiled anyway. */
const templates = new Set(["Output", "Arguments", "ItemSelector"]);

/** A copy without what AWS takes and the validator's patterns do not: expressions of several lines, empty texts, lists in lists. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (isFields(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, templates.has(name) ? {} : plain(item)]),
    );
  }
  if (typeof value !== "string") return value;
  if (expressionSource(value) !== undefined) return "{% 1 %}";
  return value.trim() === "" || value.includes("\n") ? "text" : value;
}
