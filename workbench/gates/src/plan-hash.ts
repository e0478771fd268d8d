import { createHash } from "node:crypto";
import type { Plan } from "@stagecraft/plan/plan";

/** A hash of the whole Plan, including the functions' code. */
export function planHash(plan: Plan): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex");
}
