import { createHash } from "node:crypto";
import type { Caller } from "./caller.ts";

/** The `SenderId` of a caller, in the form of IAM's unique ids; the same role always has the same. */
export function senderIdOf(caller: Caller): string {
  switch (caller.kind) {
    case "role":
      return `AROA${uniqueId(caller.roleArn)}:${caller.functionName ?? "session"}`;
    case "service":
      return `AROA${uniqueId(caller.principal)}:${caller.principal}`;
    case "operator":
      return `AIDA${uniqueId("operator")}`;
  }
}

const known = new Map<string, string>();

function uniqueId(name: string): string {
  let id = known.get(name);
  if (id === undefined) {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const bytes = createHash("sha256").update(name).digest().subarray(0, 17);
    id = Array.from(bytes, (byte) => alphabet[byte % 32]).join("");
    known.set(name, id);
  }
  return id;
}
