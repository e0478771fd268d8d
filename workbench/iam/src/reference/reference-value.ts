import type { Context } from "./reference-context.ts";
import { isInRange } from "./reference-ip.ts";
import { matchesArn, matchesText } from "./reference-text.ts";

type Where = { readonly version: string; readonly context: Context };

/** Whether a value of the request matches a value of the policy, by an operator that is not negated. */
export function valueFits(operator: string, wanted: string, value: string, where: Where): boolean {
  const text = (changes: { readonly wildcards: boolean; readonly ignoreCase?: boolean }) =>
    matchesText(wanted, value, { ...where, ...changes });
  if (operator === "StringEquals") return text({ wildcards: false });
  if (operator === "StringEqualsIgnoreCase") return text({ wildcards: false, ignoreCase: true });
  if (operator === "StringLike") return text({ wildcards: true });
  if (operator === "ArnEquals" || operator === "ArnLike") return matchesArn(wanted, value, where);
  if (operator === "Bool") return text({ wildcards: false, ignoreCase: true });
  if (operator === "BinaryEquals") return hexOf(wanted) === hexOf(value);
  if (operator === "IpAddress") return isInRange(wanted, value);
  if (operator.startsWith("Numeric")) return inOrder(operator, Number(value), Number(wanted));
  if (operator.startsWith("Date")) return inOrder(operator, timeOf(value), timeOf(wanted));
  throw new Error(`the reference does not know ${operator}`);
}

/** False for a value that is not a number. */
function inOrder(operator: string, given: number, wanted: number): boolean {
  if (operator.endsWith("LessThanEquals")) return given <= wanted;
  if (operator.endsWith("GreaterThanEquals")) return given >= wanted;
  if (operator.endsWith("LessThan")) return given < wanted;
  if (operator.endsWith("GreaterThan")) return given > wanted;
  return given === wanted;
}

/** A number with more than four digits is in seconds since 1970; one with four digits is a year. */
function timeOf(text: string): number {
  return /^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function hexOf(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
