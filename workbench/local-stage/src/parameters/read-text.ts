import { AwsError } from "../aws-error.ts";

/** Where ARNs are made for what a request names. */
export type Account = { readonly region: string; readonly accountId: string };

/** A text in a request; nothing when it is absent. @throws AwsError SerializationException for anything else. */
export function readText(input: unknown, name: string): string | undefined {
  const value = (input as { readonly [name: string]: unknown } | null)?.[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new AwsError("SerializationException", `${name} must be a string.`);
}
