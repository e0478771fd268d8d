import type { RawStatement } from "./raw-policy.ts";
import { listOf } from "./reference-list.ts";
import { isNull } from "./reference-null.ts";
import { type Operator, operators } from "./reference-operators.ts";
import type { Reading } from "./reference-pattern.ts";

/**
 * All operators and all their keys have to hold.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function conditionHolds(condition: RawStatement["Condition"], reading: Reading): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const value = reading.context(key);
      return operatorHolds(operator, listOf(wanted), value, reading);
    }),
  );
}

type Value = string | readonly string[] | undefined;

const operatorName = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

function operatorHolds(
  name: string,
  wanted: readonly string[],
  value: Value,
  reading: Reading,
): boolean {
  if (name === "Null") return nullHolds(wanted, value);
  const [, set, base = "", ifExists] = operatorName.exec(name) ?? [];
  const operator = operators[base];
  if (operator === undefined) throw new Error(`the reference does not know the operator ${name}`);
  const fitsPolicy = (one: string) => valueHolds(operator, wanted, one, reading);
  if (set === "ForAllValues") return allHold(value, fitsPolicy);
  if (set === "ForAnyValue") return anyHolds(value, fitsPolicy);
  if (value === undefined) return ifExists !== undefined || operator.negated;
  if (typeof value !== "string") throw new Error(`${name} needs a set operator for several values`);
  return fitsPolicy(value);
}

/**
 * The values of the policy are alternatives; for a negated operator none of them may fit.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
function valueHolds(
  { compare, negated }: Operator,
  wanted: readonly string[],
  value: string,
  reading: Reading,
): boolean {
  return wanted.some((one) => compare(one, value, reading)) !== negated;
}

/**
 * `true`: the key is not there, or its value is null. `false`: it is there and its value is not null.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 */
function nullHolds(wanted: readonly string[], value: Value): boolean {
  return wanted.some((one) => one.toLowerCase() === String(isNull(value)));
}

/**
 * Every value of the request. It holds without values, and `IfExists` changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function allHold(value: Value, holds: (one: string) => boolean): boolean {
  return isNull(value) || listOf(value).every(holds);
}

/**
 * One value of the request. It does not hold without values, for a negated operator either. `IfExists` does not change that: the set
 * operator decides first what a missing key is, and `IfExists` is only about the single values.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * @see https://iam.cloudcopilot.io/resources/operators/ForAnyValue:StringLikeIfExists
 */
function anyHolds(value: Value, holds: (one: string) => boolean): boolean {
  return !isNull(value) && listOf(value).some(holds);
}
