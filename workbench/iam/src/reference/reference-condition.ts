import type { Context } from "./reference-context.ts";
import { valueFits } from "./reference-value.ts";

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionHolds(
  operator: string,
  wanted: readonly string[],
  found: string | readonly string[] | undefined,
  where: { readonly version: string; readonly context: Context },
): boolean {
  const [, set, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const values = found === undefined ? [] : [found].flat();
  const isNull = values.join("") === "";
  if (name === "Null") return wanted.includes(String(isNull));
  if (values.length === 0 && ifExists) return true;

  const isNegated = name.includes("Not");
  const positive = name.replace("Not", "");
  const holds = (value: string) => {
    const fits = wanted.some((text) => valueFits(positive, text, value, where));
    return isNegated ? !fits : fits;
  };
  if (set === "ForAllValues") return isNull || values.every(holds);
  if (set === "ForAnyValue") return !isNull && values.some(holds);
  const [value] = values;
  return value === undefined ? isNegated : holds(value);
}
