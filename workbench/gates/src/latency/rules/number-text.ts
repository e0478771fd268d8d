/** `1,234,567`, on every machine. */
export function numberText(value: number): string {
  return value.toLocaleString("en-US");
}
