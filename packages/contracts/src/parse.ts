import type * as z from "zod";
import type { ProblemError } from "./problem.ts";

/** A schema of data, for code that does not depend on the schemas' library. */
export type Schema<Value> = z.ZodType<Value>;

/** Parsed data: its value, or the errors of its schema. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly errors: ProblemError[];
      /** The schema that the data states, if any: `order.placed/1`. */
      readonly schema?: string;
    };

/** Parses data where it enters a process. The errors contain paths and rules, never the data. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return { ok: true, value: data };
  const errors = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return { ok: false, errors };
}
