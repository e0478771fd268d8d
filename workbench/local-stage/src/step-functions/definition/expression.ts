import jsonata from "jsonata";
import { EvaluationError } from "../engine/failure.ts";

/** The variables of a state's expressions, by name without the dollar sign. */
export type Bindings = { readonly [name: string]: unknown };

/** A compiled JSONata expression. The result is plain JSON, a copy. */
export type Expression = (bindings: Bindings) => Promise<unknown>;

/** The time limit of an expression, since a longer one would block the stage. */
const timeoutMs = 5_000;

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
  const compiled = jsonata(source, { timeout: timeoutMs });
  const failed = (how: string) =>
    new EvaluationError(
      location,
      `The JSONata expression '${source}' specified for the field '${location}' ${how}`,
    );
  return async (bindings) => {
    let result: unknown;
    try {
      result = await compiled.evaluate(undefined, bindings);
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      const what = code === undefined ? message : `${code}: ${message}`;
      throw failed(`threw an error during evaluation. ${what ?? String(error)}`);
    }
    if (result === undefined) throw failed("returned nothing (undefined).");
    if (hasFunction(result)) throw failed("returned an unsupported result type.");
    return JSON.parse(JSON.stringify(result));
  };
}

/** JSONata's functions are objects with the whole environment. */
function hasFunction(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return true;
  return Object.values(value).some(hasFunction);
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
