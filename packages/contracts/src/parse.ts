import type * as z from "zod";
import type { ProblemError } from "./problem.ts";

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
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Parsed<z.output<Schema>> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return { ok: true, value: data };
  const errors = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return { ok: false, errors };
}
