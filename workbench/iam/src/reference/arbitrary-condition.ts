import fc from "fast-check";
import { type Family, families, setOperators, suffixes } from "./arbitrary-families.ts";

/**
 * A set operator has a multivalued key twice out of three times. Without one AWS defines the result for keys with one value only.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function keysOf({ keys, listKey }: Family, set: (typeof setOperators)[number]) {
  if (set === "") return fc.constantFrom(...keys);
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(listKey) },
    { weight: 1, arbitrary: fc.constantFrom(...keys) },
  );
}

function conditionOf(family: Family) {
  return fc.constantFrom(...setOperators).chain((set) =>
    fc
      .tuple(
        fc.constantFrom(...family.operators),
        fc.constantFrom(...suffixes),
        keysOf(family, set),
        fc.subarray([...family.wanted], { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, suffix, key, values]) => ({
        [`${set}${operator}${suffix}`]: { [key]: values },
      })),
  );
}

const isNull = fc
  .tuple(
    fc.constantFrom(...families.flatMap(({ keys, listKey }) => [...keys, listKey])),
    fc.subarray(["true", "false"], { minLength: 1 }),
  )
  .map(([key, values]) => ({ Null: { [key]: values } }));

/** Families of more operators are more frequent. */
const one = fc.oneof(
  ...families.map((family) => ({
    weight: 2 + family.operators.length,
    arbitrary: conditionOf(family),
  })),
  { weight: 3, arbitrary: isNull },
);

/** One condition, or two that both have to hold. */
export const arbitraryCondition = fc.oneof(
  { weight: 3, arbitrary: one },
  { weight: 1, arbitrary: fc.tuple(one, one).map(([first, second]) => ({ ...first, ...second })) },
);
