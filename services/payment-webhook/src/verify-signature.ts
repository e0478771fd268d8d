import { createHmac, timingSafeEqual } from "node:crypto";

/** `replayed`: signed with one of the secrets, but with a time too far from now. */
export type Verdict = "genuine" | "forged" | "replayed";

const windowMs = 5 * 60_000;

/**
 * Verifies the header `t=<seconds since 1970>,v1=<hex>` of a delivery. `v1` is the HMAC-SHA256 of `<seconds>.<body>`, and may occur
 * more than once while the provider rotates its secret. The body is verified byte for byte. Every secret is compared with every
 * signature in constant time.
 */
export function verifySignature(
  { header, body }: { header: string | undefined; body: Uint8Array },
  { secrets, now }: { secrets: readonly string[]; now: Date },
): Verdict {
  const [stamp, ...signatures] = header?.split(",") ?? [];
  const seconds = /^t=(\d{1,12})$/.exec(stamp ?? "")?.[1];
  if (seconds === undefined) return "forged";

  const expected = secrets.map((secret) =>
    createHmac("sha256", secret).update(`${seconds}.`).update(body).digest(),
  );
  const matches = signatures.flatMap((signature) => {
    const hex = /^v1=([0-9a-f]{64})$/.exec(signature)?.[1];
    const given = Buffer.from(hex ?? "", "hex");
    return expected.map((mac) => given.length === mac.length && timingSafeEqual(given, mac));
  });
  if (!matches.includes(true)) return "forged";
  const ageMs = now.getTime() - Number(seconds) * 1000;
  return Math.abs(ageMs) <= windowMs ? "genuine" : "replayed";
}
