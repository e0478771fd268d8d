import { type Fields, readString } from "../endpoint/read-fields.ts";
import { invalidParameter, otherRevision } from "../lambda/versions/alias-errors.ts";

/**
 * Reads the fields of PublishVersion and compares them with the function as it is. Returns the description.
 * @throws AwsError InvalidParameterValueException for another code, PreconditionFailedException for another revision
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function readPublication(
  fields: Fields,
  latest: { readonly CodeSha256: string; readonly RevisionId: string },
): string {
  const CodeSha256 = readString(fields, "CodeSha256");
  const RevisionId = readString(fields, "RevisionId");
  if (CodeSha256 && CodeSha256 !== latest.CodeSha256) {
    throw invalidParameter(
      `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  if (RevisionId && RevisionId !== latest.RevisionId) throw otherRevision();
  return readString(fields, "Description") ?? "";
}
