import { randomBytes } from "node:crypto";

/** The X-Ray header of a request: the caller's own when it names a root, else a new root. */
export function traceHeader(incoming: string | undefined, nowMs: number): string {
  if (incoming && /(^|;)\s*Root=1-[0-9a-f]{8}-[0-9a-f]{24}/i.test(incoming)) return incoming;
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}
