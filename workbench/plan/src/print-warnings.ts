import type { Plan } from "./plan.ts";

/** Prints the program's warnings on stderr, one line each. */
export function printWarnings({ stage, warnings = [] }: Plan): void {
  for (const warning of warnings) console.error(`warning: ${stage}: ${warning}`);
}
