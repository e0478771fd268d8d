import type { Fields } from "../endpoint/read-fields.ts";
import { readText } from "./read-request.ts";
import { stepFunctionsError } from "./step-functions-error.ts";

/** A token for the page after `position`, valid for the same request only. */
export function pageToken(question: string, position: number): string {
  return Buffer.from(JSON.stringify([question, position])).toString("base64");
}

/** Where a page begins; undefined for the first. @throws AwsError InvalidToken for another request's token. */
export function readPageToken(fields: Fields, question: string): number | undefined {
  const token = readText(fields, "nextToken", 3_096);
  if (token === undefined) return undefined;
  try {
    const [asked, position] = JSON.parse(Buffer.from(token, "base64").toString());
    if (asked === question && Number.isInteger(position)) return position;
  } catch {
    // Not a token of this stage.
  }
  throw stepFunctionsError("InvalidToken", "Invalid Token");
}
