import { isOperatorName, operatorNames, similarOperator } from "../condition-operator.ts";
import type { Conditions } from "../policy.ts";
import { TemplateError } from "../policy-template.ts";
import { makeValueTest, ValueError } from "../value-test.ts";
import { expectRecord, type Place, refuse, within } from "./parse-place.ts";

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @throws PolicyError for an unknown operator, and for values that the operator cannot compare.
 */
export function parseConditions(place: Place, value: unknown): Conditions {
  return Object.fromEntries(
    Object.entries(expectRecord(place, value)).map(([operator, keys]) => {
      const here = within(place, operator);
      if (!isOperatorName(operator)) return refuse(here, unknownOperator(operator));
      const values = Object.entries(expectRecord(here, keys)).map(([key, wanted]) => {
        const there = within(here, key);
        if (!key.includes(":")) {
          refuse(there, `is not a condition key; it needs a prefix, like "aws:SourceArn"`);
        }
        const texts = conditionValues(there, wanted);
        for (const text of texts) checkValue(there, operator, text);
        return [key, texts];
      });
      return [operator, Object.fromEntries(values)];
    }),
  );
}

function unknownOperator(name: string): string {
  const similar = similarOperator(name);
  const hint = similar === undefined ? "" : `; did you mean "${similar}"?`;
  return `is not a condition operator${hint}`;
}

/** Numbers and booleans may be without quotes. */
function conditionValues(place: Place, wanted: unknown): readonly string[] {
  const values: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return values.map((value) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : refuse(place, `${JSON.stringify(value)} is not a string, number or boolean`),
  );
}

function checkValue(place: Place, operatorName: string, text: string): void {
  const base = operatorNames.get(operatorName)?.base;
  const isBoolean = /^(true|false)$/i.test(text);
  if (base === "Null" && !isBoolean) refuse(place, `"${text}" is not true or false`);
  if (base === "Bool" && !isBoolean && !text.includes("${")) {
    refuse(place, `"${text}" is not true or false`);
  }
  if (base === undefined || base === "Null") return;
  try {
    makeValueTest(base, text, place.version);
  } catch (error) {
    if (error instanceof ValueError || error instanceof TemplateError) refuse(place, error.message);
    throw error;
  }
}
