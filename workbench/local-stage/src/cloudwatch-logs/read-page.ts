import { AwsError } from "../common/aws-error.ts";
import { type Fields, readInteger, readString } from "../endpoint/read-fields.ts";

/**
 * Which items are on the page that a request asks for: those from `from` to before `end`. `mostItems` is the highest `limit`, and
 * the default.
 * @throws AwsError InvalidParameterException for another limit, or a token of another origin.
 */
export function readPage(
  fields: Fields,
  mostItems: number,
): { readonly from: number; readonly end: number } {
  const token = readString(fields, "nextToken") ?? "0";
  if (!/^\d{1,15}$/.test(token)) throw invalidParameter("The specified nextToken is invalid.");
  const limit = readInteger(fields, "limit") ?? mostItems;
  if (limit < 1 || limit > mostItems) {
    throw invalidParameter(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and ${mostItems}`,
    );
  }
  const from = Number(token);
  return { from, end: from + limit };
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
