import { createRequire } from "node:module";
import { checkState } from "./check-state.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { expressionSource } from "./expression.ts";
import { type Fields, isFields, visitStates } from "./visit-states.ts";

const require = createRequire(import.meta.url);

/** The used parts of `asl-validator`, which has no types. */
type Validator = (definition: unknown) => {
  readonly errors: readonly { readonly "Error code": string; readonly Message: string }[];
};

/**
 * The problems of a definition, by state; empty when AWS would accept it and this stage can run it. The rules that name a
 * state come first, then `asl-validator`, which knows the whole language.
 */
export function checkDefinition(definition: Fields): readonly DefinitionProblem[] {
  const visited = visitStates(definition);
  if (visited.length === 0) return [{ reason: "it has no States" }];
  const problems = visited.flatMap((state) =>
    checkState(state, definition.QueryLanguage).map((reason) => ({ state: state.name, reason })),
  );
  return problems.length > 0 ? problems : validate(definition);
}

/** What the validator has accepted. It compiles its schemas again in each call, which takes half a second. */
const accepted = new Set<string>();

function validate(definition: Fields): readonly DefinitionProblem[] {
  const text = JSON.stringify(plain(definition));
  if (accepted.has(text)) return [];
  // Its schemas take 60 ms to load: they are loaded only when there is something to validate.
  const validator: Validator = require("asl-validator");
  const { errors } = validator(JSON.parse(text));
  if (errors.length === 0) accepted.add(text);
  return errors.map((error) => {
    const state = /\/States\/([^/ ]+)(?!.*\/States\/)/.exec(error.Message)?.[1];
    return {
      ...(state !== undefined && { state: decodeURIComponent(state) }),
      reason: `${error["Error code"]}: ${error.Message}`,
    };
  });
}

/** Fields that accept any JSON; their content is checked when it is compiled. */
const templates = new Set(["Output", "Arguments", "ItemSelector"]);

/** A copy without what AWS accepts and the validator does not: expressions of several lines, empty strings, nested lists. */
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
