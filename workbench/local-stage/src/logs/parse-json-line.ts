/** The JSON object that a whole log line is; undefined for any other line. */
export function parseJsonLine(line: string): { readonly [name: string]: unknown } | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
