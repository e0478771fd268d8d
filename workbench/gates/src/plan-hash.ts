import { createHash } from "node:crypto";
import type { Plan } from "@stagecraft/plan/plan";

/** A name for everything that the Plan says, the functions' code included. */
export function planHash(plan: Plan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex");
}
