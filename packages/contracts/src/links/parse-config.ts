import type * as z from "zod";
import { parse } from "../parse.ts";

/**
 * Reads a part of a service's configuration.
 *
 * @param name for the error message: `Resource.Database`, `The environment`
 * @throws when keys are missing or invalid; the message names them
 */
export function parseConfig<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = parse(schema, input);
  if (parsed.ok) return parsed.value;
  const errors = parsed.errors.map(({ path, message }) => `${path || "it"}: ${message}`);
  throw new Error(`${name} is not valid (${errors.join("; ")}). See its function in infra/.`);
}
