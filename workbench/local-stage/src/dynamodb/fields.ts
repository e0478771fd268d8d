import { AwsError } from "../aws-error.ts";

/** A request or an answer before its fields are looked at. */
export type Fields = { readonly [name: string]: unknown };

/** @throws AwsError SerializationException for a request that is no JSON object. */
export function fieldsOf(input: unknown): Fields {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Fields;
  throw new AwsError("SerializationException", "The request's body must be a JSON object.");
}
