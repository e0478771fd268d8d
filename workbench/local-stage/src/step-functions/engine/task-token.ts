import { hash, randomBytes } from "node:crypto";

const secretBytes = 48;
const checkBytes = 8;

/** A new task token: opaque, and long enough that nobody guesses one. */
export function newTaskToken(): string {
  const secret = randomBytes(secretBytes);
  return Buffer.concat([secret, checkOf(secret)]).toString("base64");
}

/** Whether a text can be a token that was once given out. */
export function isTaskToken(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== secretBytes + checkBytes) return false;
  return checkOf(bytes.subarray(0, secretBytes)).equals(bytes.subarray(secretBytes));
}

function checkOf(secret: Buffer): Buffer {
  return hash("sha256", secret, "buffer").subarray(0, checkBytes);
}
