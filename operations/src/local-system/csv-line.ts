/** A line of CSV, without its end; what needs quotes gets them. */
export function csvLine(values: readonly (string | number)[]): string {
  return values.map(quote).join(",");
}

function quote(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
