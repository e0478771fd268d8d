const prefixes: readonly (readonly [from: number, suffix: string])[] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** A value in at most three significant digits: `0.125`, `12.5`, `1,250`, `12.5k`. Whole numbers below 10,000 have all digits. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 10_000) return value.toLocaleString("en-US");
  const rounded = Number(value.toPrecision(3));
  const [from, suffix] = prefixes.find(([least]) => Math.abs(rounded) >= least) ?? [1, ""];
  const shown = Number((rounded / from).toPrecision(3));
  return `${Math.abs(shown) >= 1e-4 || shown === 0 ? shown : shown.toExponential(2)}${suffix}`;
}
