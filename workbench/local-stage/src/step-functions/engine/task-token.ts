import { hash, randomBytes } from "node:crypto";

const secretBytes = 48;
const checkBytes = 8;

/** A new task token: opaque, and too long to be guessed. */
export function newTaskToken(): string {
  const secret = randomBytes(secretBytes);
  return Buffer.concat([secret, checkOf(secret)]).toString("base64");
}

/** Whether a string has the form of a task token. */
export function isTaskToken(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== secretBytes + checkBytes) return false;
  return checkOf(bytes.subarray(0, secretBytes)).equals(bytes.subarray(secretBytes));
}

function checkOf(secret: Buffer): Buffer {
  return hash("sha256", secret, "buffer").subarray(0, checkBytes);
}
