/** Why something could not be measured, in one short line. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, " ").replaceAll("|", "/").slice(0, 200);
}
