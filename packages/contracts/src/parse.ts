import type * as z from "zod";
import type { ProblemError } from "./problem.ts";

/** Data that was read: its value, or each part that its schema refuses. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly errors: ProblemError[];
      /** What the data says that it is, if it says so: `order.placed/1`. */
      readonly schema?: string;
    };

/** Reads data where it enters a process. The errors name places and rules, never the data. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Parsed<z.output<Schema>> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return { ok: true, value: data };
  const errors = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return { ok: false, errors };
}
