import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { Resource } from "sst/resource";

type Schema = Parameters<typeof parseConfig>[1];

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/**
 * Reads a link of the function, which infra/ grants or lists. Called by a service's `config.ts` only.
 * @throws when the link is missing or does not match its schema
 */
export function readLink<LinkSchema extends Schema>(name: string, schema: LinkSchema) {
  return parseConfig(`Resource.${name}`, schema, links[name]);
}

/**
 * Reads environment variables. Called by a service's `config.ts` only.
 * @throws when a variable is missing or does not match the schema
 */
export function readEnvironment<EnvironmentSchema extends Schema>(schema: EnvironmentSchema) {
  // biome-ignore lint/style/noProcessEnv: the only place of the system's functions that reads it
  return parseConfig("The environment", schema, process.env);
}
