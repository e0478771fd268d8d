import { operatorNames } from "./condition-operator.ts";
import type { Conditions, PolicyVersion } from "./policy.ts";
import type { ContextLookup } from "./request-context.ts";
import { isNegated, makeValueTest, type ValueTest } from "./value-test.ts";

/** A condition: one operator on one key. All conditions of a statement have to hold. */
export type CompiledCondition = {
  readonly operator: string;
  /** As written in the policy. */
  readonly key: string;
  readonly wanted: readonly string[];
  holds(context: ContextLookup): boolean;
};

/** Compiles a Condition block that `parsePolicy` has checked. */
export function compileConditions(
  conditions: Conditions | undefined,
  version: PolicyVersion,
): readonly CompiledCondition[] {
  return Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => ({
      operator,
      key,
      wanted,
      holds: compileCondition(operator, key, wanted, version),
    })),
  );
}

/**
 * Several values in the policy are alternatives; a negated operator holds when none of them matches. A missing key matches nothing, so
 * that only a negated operator, `IfExists` and `ForAllValues` hold without it. `ForAnyValue` never does: it is resolved before `IfExists`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * and https://iam.cloudcopilot.io/resources/operators/ForAnyValue:StringLikeIfExists
 */
function compileCondition(
  operatorName: string,
  writtenKey: string,
  wanted: readonly string[],
  version: PolicyVersion,
): (context: ContextLookup) => boolean {
  const operator = operatorNames.get(operatorName);
  if (operator === undefined) throw new TypeError(`unknown condition operator "${operatorName}"`);
  const { base, quantifier, ifExists } = operator;
  const key = writtenKey.toLowerCase();
  if (base === "Null") {
    const holdsWhenNull = wanted.some((value) => value.toLowerCase() === "true");
    const holdsWhenPresent = wanted.some((value) => value.toLowerCase() === "false");
    return (context) => (isEmpty(valuesOf(context(key))) ? holdsWhenNull : holdsWhenPresent);
  }

  const negated = isNegated(base);
  const tests: readonly ValueTest[] = wanted.map((value) => makeValueTest(base, value, version));
  return (context) => {
    const values = valuesOf(context(key));
    const fits = (value: string) => tests.some((test) => test(value, context));
    if (quantifier === "ForAllValues") {
      return isEmpty(values) || values.every((value) => fits(value) !== negated);
    }
    if (quantifier === "ForAnyValue") {
      return !isEmpty(values) && values.some((value) => fits(value) !== negated);
    }
    if (values.length === 0) return ifExists || negated;
    return values.some(fits) !== negated;
  };
}

function valuesOf(found: string | readonly string[] | undefined): readonly string[] {
  if (found === undefined) return [];
  return typeof found === "string" ? [found] : found;
}

/** AWS's "null data set": no value, or empty strings only. */
function isEmpty(values: readonly string[]): boolean {
  return values.every((value) => value === "");
}
