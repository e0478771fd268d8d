/** The JSON object that a whole log line is; undefined for any other line. */
export function parseJsonLine(line: string): object | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}
