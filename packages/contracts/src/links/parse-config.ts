import type * as z from "zod";
import { parse } from "../parse.ts";

/**
 * Reads a part of a service's configuration.
 *
 * @param name what people know it by: `Resource.Database`, `The environment`
 * @throws when a key is missing or wrong; the message names each
 */
export function parseConfig<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = parse(schema, input);
  if (parsed.ok) return parsed.value;
  const faults = parsed.errors.map(({ path, message }) => `${path || "it"}: ${message}`);
  throw new Error(
    `${name} is not as this service needs it (${faults.join("; ")}). See its function in infra/.`,
  );
}
