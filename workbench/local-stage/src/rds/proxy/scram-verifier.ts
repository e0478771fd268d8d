import { createHash, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * Whether `password` is the one that Postgres keeps as `verifier` in pg_authid (RFC 5802 and RFC 7677):
 * `SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>`. False for any other form.
 */
export async function matchesScramVerifier(password: string, verifier: string): Promise<boolean> {
  const match = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/.exec(verifier);
  if (match === null) return false;
  const [, iterations = "", salt = "", storedKey = ""] = match;
  const salted = await promisify(pbkdf2)(
    password.normalize("NFKC"),
    Buffer.from(salt, "base64"),
    Number(iterations),
    32,
    "sha256",
  );
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const computed = createHash("sha256").update(clientKey).digest();
  const stored = Buffer.from(storedKey, "base64");
  return stored.length === computed.length && timingSafeEqual(stored, computed);
}
