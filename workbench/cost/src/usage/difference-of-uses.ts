import type { MeteredUse } from "./metered-use.ts";

/** What was used between two readings of a meter, divided by `times`. Nothing used is no entry. */
export function differenceOfUses(
  before: readonly MeteredUse[],
  after: readonly MeteredUse[],
  times = 1,
): readonly MeteredUse[] {
  const earlier = new Map(before.map((use) => [keyOf(use), use]));
  const later = new Map(after.map((use) => [keyOf(use), use]));
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].toSorted();
  return keys.flatMap((key) => {
    const use = later.get(key) ?? earlier.get(key);
    if (!use) return [];
    const amount = ((later.get(key)?.amount ?? 0) - (earlier.get(key)?.amount ?? 0)) / times;
    return amount === 0 ? [] : [{ ...use, amount }];
  });
}

function keyOf({ type, name, unit }: MeteredUse): string {
  return `${type} ${name} ${unit}`;
}
