import { numbersOf } from "./numbers-in.ts";

/** A quoted number beside the one that was computed; `undefined` when the output has none. */
export type Comparison = {
  readonly quoted: number;
  readonly computed: number | undefined;
  readonly holds: boolean;
};

/** Compares each number of `quoted` with the capture group of the same position in `output`. */
export function compareNumbers(
  {
    quoted,
    finds,
    tolerance,
  }: { readonly quoted: string; readonly finds: string; readonly tolerance: string },
  output: string,
): readonly Comparison[] {
  const found = foundNumbers(finds, output);
  return numbersOf(quoted).map(({ value }, position) => {
    const computed = found[position];
    return {
      quoted: value,
      computed,
      holds: computed !== undefined && isWithin(tolerance, value, computed),
    };
  });
}

/** The numbers in the capture groups of the first match. */
export function foundNumbers(finds: string, output: string): readonly (number | undefined)[] {
  const [, ...groups] = new RegExp(finds, "m").exec(output) ?? [];
  return groups.map((group) => {
    const value = Number(group?.replaceAll(/[,_]/g, "") || Number.NaN);
    return Number.isNaN(value) ? undefined : value;
  });
}

/** Whether a number is within `exact`, `20 %` or `factor 3` of the quoted one. */
export function isWithin(tolerance: string, quoted: number, computed: number): boolean {
  if (tolerance === "exact") return computed === quoted;
  const [, factor] = /^factor (.+)$/.exec(tolerance) ?? [];
  if (factor !== undefined) {
    return computed <= quoted * Number(factor) && computed >= quoted / Number(factor);
  }
  return Math.abs(computed - quoted) <= (Math.abs(quoted) * Number.parseInt(tolerance, 10)) / 100;
}
