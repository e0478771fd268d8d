import { AwsError } from "../common/aws-error.ts";
import { type Fields, readString } from "../endpoint/read-fields.ts";

/** Where the page begins that `nextToken` names; 0 without one. @throws AwsError for a token of another origin */
export function readPageStart(fields: Fields): number {
  const token = readString(fields, "nextToken") ?? "0";
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
}
