import { invalidParameter, otherRevision } from "../lambda/versions/alias-errors.ts";
import { readJsonObject } from "./read-json-object.ts";

/**
 * Reads the body of PublishVersion and compares it with the function as it is. Returns the description.
 * @throws AwsError InvalidParameterValueException for another code, PreconditionFailedException for another revision
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function readPublication(
  body: Buffer,
  latest: { readonly CodeSha256: string; readonly RevisionId: string },
): string {
  const { CodeSha256, RevisionId, Description } = readJsonObject(body);
  if (CodeSha256 && CodeSha256 !== latest.CodeSha256) {
    throw invalidParameter(
      `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  }
  if (RevisionId && RevisionId !== latest.RevisionId) throw otherRevision();
  return typeof Description === "string" ? Description : "";
}
