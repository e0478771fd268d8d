import type { Plan } from "./plan.ts";

/** Tells what the program warned of, one line each, beside what a command prints. */
export function printWarnings({ stage, warnings = [] }: Plan): void {
  for (const warning of warnings) console.error(`warning: ${stage}: ${warning}`);
}
