import jsonata from "jsonata";
import { EvaluationError } from "../engine/failure.ts";
import {
  deepestNesting,
  evaluationErrorText,
  evaluationLimits,
  stackOverflow,
} from "./evaluation-limits.ts";
import { nestingDepth } from "./nesting-depth.ts";

/** The variables of a state's expressions, by name without the dollar sign. */
export type Bindings = { readonly [name: string]: unknown };

/** A compiled JSONata expression. The result is plain JSON, a copy. */
export type Expression = (bindings: Bindings) => Promise<unknown>;

let lastTurn: Promise<unknown> = Promise.resolve();

/** Evaluations take turns: the time limit is of wall-clock time, and must not count the work of another one. */
function inTurn<Result>(evaluate: () => Promise<Result>): Promise<Result> {
  const turn = lastTurn.then(evaluate, evaluate);
  lastTurn = turn;
  return turn;
}

/** The expression in `{% ... %}`; undefined for any other string. */
export function expressionSource(text: string): string | undefined {
  if (!text.startsWith("{%") || !text.endsWith("%}") || text.length < 4) return undefined;
  return text.slice(2, -2).trim();
}

/**
 * Compiles an expression at `location`. The causes of failures have Step Functions' wording.
 * @throws the JSONata parser's error.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function compileExpression(source: string, location: string): Expression {
  const compiled = jsonata(source, evaluationLimits);
  const tooDeep = nestingDepth(compiled.ast()) > deepestNesting;
  const failed = (how: string) =>
    new EvaluationError(
      location,
      `The JSONata expression '${source}' specified for the field '${location}' ${how}`,
    );
  return async (bindings) => {
    let result: unknown;
    try {
      if (tooDeep) throw new Error(stackOverflow);
      result = await inTurn(() => compiled.evaluate(undefined, bindings));
    } catch (error) {
      throw failed(`threw an error during evaluation${evaluationErrorText(error)}`);
    }
    if (result === undefined) throw failed("returned nothing (undefined).");
    if (hasFunction(result)) throw failed("returned an unsupported result type.");
    return JSON.parse(JSON.stringify(result, (_, value) => finite(value)));
  };
}

/** AWS returns the name of a number that JSON does not have, such as "Infinity": https://github.com/floci-io/floci/issues/2737 */
function finite(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** JSONata's functions are objects with the whole environment. Its arrays have a function of their own beside their items. */
function hasFunction(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return true;
  return (Array.isArray(value) ? [...value] : Object.values(value)).some(hasFunction);
}

/** The error for a value of the wrong type. */
export function unexpectedType(
  source: string,
  location: string,
  expected: string,
  value: unknown,
): EvaluationError {
  return new EvaluationError(
    location,
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
  );
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
