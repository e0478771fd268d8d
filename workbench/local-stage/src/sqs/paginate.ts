import { type Fields, readString } from "../endpoint/read-fields.ts";
import { readBoundedInteger } from "./read-input.ts";
import { invalidParameter } from "./sqs-error.ts";

/** One page of `names`, which are sorted; a token is the last name that was seen. */
export function paginate(
  fields: Fields,
  names: readonly string[],
): { readonly page: readonly string[]; readonly NextToken?: string } {
  const MaxResults = readBoundedInteger(fields, "MaxResults", {
    min: 1,
    max: 1_000,
    reason: "MaxResults must be an integer between 1 and 1000.",
  });
  const token = readString(fields, "NextToken");
  const sorted = [...names].sort();
  const after = token === undefined ? "" : Buffer.from(token, "base64").toString();
  if (token !== undefined && !sorted.includes(after)) {
    throw invalidParameter("Invalid or expired next token.");
  }
  const rest = sorted.filter((name) => name > after);
  const page = rest.slice(0, MaxResults ?? 1_000);
  // AWS returns a token only if MaxResults was given.
  if (MaxResults === undefined || page.length === rest.length) return { page };
  return { page, NextToken: Buffer.from(page.at(-1) ?? "").toString("base64") };
}
