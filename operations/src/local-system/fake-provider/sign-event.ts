import { createHmac } from "node:crypto";

/** Computes the header `payment-signature` of an event that is delivered at `nowMs`. */
export function signEvent(body: string, { secret, nowMs }: { secret: string; nowMs: number }) {
  const seconds = Math.floor(nowMs / 1000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
