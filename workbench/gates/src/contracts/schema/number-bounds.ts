/** The bounds of a number in a schema. */
type NumberRules = { readonly [keyword: string]: unknown };

/** A number and a side: -1 is just below it, 1 just above. */
export type Bound = { readonly at: number; readonly side: -1 | 0 | 1 };

export const isLess = (a: Bound, b: Bound) => a.at < b.at || (a.at === b.at && a.side < b.side);

/** The lowest allowed number. For integers, the bound is an integer. */
export function lowest(
  { minimum, exclusiveMinimum }: NumberRules,
  type: string,
): Bound | undefined {
  const bounds: Bound[] = [];
  if (typeof minimum === "number") bounds.push({ at: minimum, side: 0 });
  if (typeof exclusiveMinimum === "number") {
    bounds.push(
      type === "integer"
        ? { at: exclusiveMinimum + 1, side: 0 }
        : { at: exclusiveMinimum, side: 1 },
    );
  }
  return bounds.toSorted((a, b) => (isLess(a, b) ? 1 : -1))[0];
}

export function highest(
  { maximum, exclusiveMaximum }: NumberRules,
  type: string,
): Bound | undefined {
  const bounds: Bound[] = [];
  if (typeof maximum === "number") bounds.push({ at: maximum, side: 0 });
  if (typeof exclusiveMaximum === "number") {
    bounds.push(
      type === "integer"
        ? { at: exclusiveMaximum - 1, side: 0 }
        : { at: exclusiveMaximum, side: -1 },
    );
  }
  return bounds.toSorted((a, b) => (isLess(a, b) ? -1 : 1))[0];
}
