import type { MemorySizes } from "./memory-sizes.ts";

/** The content of the file of memory sizes, formatted as the formatter leaves it: sorted by name. */
export function printMemorySizes({ measured, functions }: MemorySizes): string {
  const sorted = Object.entries(functions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ measured, functions: Object.fromEntries(sorted) }, null, 2)}\n`;
}
