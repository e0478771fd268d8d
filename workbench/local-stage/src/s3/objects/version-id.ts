import { createHash, randomBytes } from "node:crypto";
import { invalidArgument, type S3Error } from "../s3-error.ts";

const randomLength = 24;
const checkLength = 8;

/** A new version id; `null` is the version of a bucket without versions. `isVersionId` knows it again. */
export function newVersionId(versioning: "Disabled" | "Enabled" | "Suspended"): string {
  if (versioning !== "Enabled") return "null";
  const random = encoded(randomBytes((randomLength * 3) / 4));
  return random + checkOf(random);
}

/** Whether S3 can have issued it, for whichever object. */
export function isVersionId(text: string): boolean {
  if (text === "null") return true;
  const random = text.slice(0, randomLength);
  return text.length === randomLength + checkLength && text === random + checkOf(random);
}

/** For text that is not a version id. */
export function invalidVersionId(text: string): S3Error {
  const message =
    text === "" ? "Version id cannot be the empty string" : "Invalid version id specified";
  return invalidArgument(message, "versionId", text);
}

function checkOf(random: string): string {
  return encoded(createHash("sha256").update(random).digest()).slice(0, checkLength);
}

/** With the characters of AWS's ids: letters, digits, dot and underscore. */
function encoded(bytes: Buffer): string {
  return bytes.toString("base64url").replaceAll("-", ".");
}
