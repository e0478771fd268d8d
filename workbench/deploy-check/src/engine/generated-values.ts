import { createHash } from "node:crypto";

/**
 * The values that the provider `random` would generate for a resource, here always the same. Empty for resources of other providers.
 */
export function generatedValue(type: string, urn: string): { readonly [output: string]: string } {
  const bytes = createHash("sha256").update(urn).digest();
  switch (type) {
    case "random:index/randomBytes:RandomBytes":
      return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
    case "random:index/randomPassword:RandomPassword":
      return { result: bytes.toString("base64url").slice(0, 32) };
    default:
      return {};
  }
}
