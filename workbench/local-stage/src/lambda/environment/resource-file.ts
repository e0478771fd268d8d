import { createCipheriv } from "node:crypto";
import type { Json } from "@stagecraft/plan/plan";

/**
 * A function's links as SST writes them beside the bundle at a deploy and `Resource` reads them: AES-256-GCM with a nonce of
 * twelve zero bytes, the tag at the end.
 */
export function resourceFile(links: { readonly [name: string]: Json }, keyBase64: string): Buffer {
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(keyBase64, "base64"), Buffer.alloc(12));
  return Buffer.concat([cipher.update(JSON.stringify(links)), cipher.final(), cipher.getAuthTag()]);
}
