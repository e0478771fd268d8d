import jsonata from "jsonata";
import { EvaluationError } from "../engine/failure.ts";

/** What a state's expressions can see, by name without the dollar sign. */
export type Bindings = { readonly [name: string]: unknown };

/** A JSONata expression ready to be evaluated. The result is plain JSON, shared with nobody. */
export type Expression = (bindings: Bindings) => Promise<unknown>;

/** No expression of a workflow takes this long; one that does would hold up the whole stage. */
const timeoutMs = 5_000;

/** The expression in `{% ... %}`; undefined for a text that is none. */
export function expressionSource(text: string): string | undefined {
  if (!text.startsWith("{%") || !text.endsWith("%}") || text.length < 4) return undefined;
  return text.slice(2, -2).trim();
}

/**
 * Compiles what stands in `{% ... %}` at `location`. The causes of failures follow Step Functions' wording.
 * @throws an error of the JSONata parser when the source is no JSONata.
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

/** JSONata's own functions are objects that hold the whole environment. */
function hasFunction(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return true;
  return Object.values(value).some(hasFunction);
}

/** A value of another type than the field takes. */
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
