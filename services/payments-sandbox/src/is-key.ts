import { createHash, timingSafeEqual } from "node:crypto";

/** Whether the header `authorization` holds the key as a bearer token, compared in constant time. */
export function isKey(authorization: string | undefined, apiKey: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(authorization ?? ""), hash(`Bearer ${apiKey}`));
}
