import { createHash, randomBytes } from "node:crypto";
import { invalidArgument, type S3Error } from "../s3-error.ts";

const randomBytesCount = 12;
const seqBytesCount = 6;
/** Characters before the check. */
const contentLength = ((randomBytesCount + seqBytesCount) * 4) / 3;
const checkLength = 8;

/**
 * The id of a new version; `null` in a bucket without versions. It has random bytes, the version's `seq` and a check, so that
 * S3 knows its own ids and their order after the versions are gone.
 */
export function newVersionId(
  versioning: "Disabled" | "Enabled" | "Suspended",
  seq: number,
): string {
  if (versioning !== "Enabled") return "null";
  const bytes = Buffer.concat([randomBytes(randomBytesCount), Buffer.alloc(seqBytesCount)]);
  bytes.writeUIntBE(seq, randomBytesCount, seqBytesCount);
  const content = encoded(bytes);
  return content + checkOf(content);
}

/** Whether S3 can have issued it, for whichever object. */
export function isVersionId(text: string): boolean {
  if (text === "null") return true;
  const content = text.slice(0, contentLength);
  return text.length === contentLength + checkLength && text === content + checkOf(content);
}

/** The `seq` of the version that had the id; undefined for `null` and for text that S3 never issued. */
export function seqOfVersionId(text: string): number | undefined {
  if (text === "null" || !isVersionId(text)) return undefined;
  const bytes = Buffer.from(text.slice(0, contentLength).replaceAll(".", "-"), "base64url");
  return bytes.readUIntBE(randomBytesCount, seqBytesCount);
}

/** For text that is not a version id. */
export function invalidVersionId(text: string): S3Error {
  const message =
    text === "" ? "Version id cannot be the empty string" : "Invalid version id specified";
  return invalidArgument(message, "versionId", text);
}

function checkOf(content: string): string {
  return encoded(createHash("sha256").update(content).digest()).slice(0, checkLength);
}

/** With the characters of AWS's ids: letters, digits, dot and underscore. */
function encoded(bytes: Buffer): string {
  return bytes.toString("base64url").replaceAll("-", ".");
}
