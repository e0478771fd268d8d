/** A number as CloudWatch writes it: as Java does, `3.0` and `1.34217728E8`. */
export function printDouble(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const shown = digits.includes(".") ? digits : `${digits}.0`;
  return `${shown}E${exponent.replace("+", "")}`;
}
