/** Formats a CSV line without the line end. Values that need quotes are quoted. */
export function csvLine(values: readonly (string | number)[]): string {
  return values.map(quote).join(",");
}

function quote(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
