import { readDate } from "./reference-date.ts";
import { isInRange } from "./reference-ip.ts";
import { arnParts, fits, type Reading, readPattern, textOf } from "./reference-pattern.ts";

/** Whether a value of the request fits one of the policy. */
type Comparison = (wanted: string, value: string, reading: Reading) => boolean;

/** An operator. A negated one holds where its comparison does not. */
export type Operator = { readonly compare: Comparison; readonly negated: boolean };

const is = (compare: Comparison): Operator => ({ compare, negated: false });
const isNot = (compare: Comparison): Operator => ({ compare, negated: true });

/**
 * The operators by name, without `Null`, set operators and `...IfExists`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: { readonly [name: string]: Operator } = {
  StringEquals: is(equalsText),
  StringNotEquals: isNot(equalsText),
  StringEqualsIgnoreCase: is(equalsTextIgnoringCase),
  StringNotEqualsIgnoreCase: isNot(equalsTextIgnoringCase),
  StringLike: is(fitsText),
  StringNotLike: isNot(fitsText),
  NumericEquals: is(numbers((value, wanted) => value === wanted)),
  NumericNotEquals: isNot(numbers((value, wanted) => value === wanted)),
  NumericLessThan: is(numbers((value, wanted) => value < wanted)),
  NumericLessThanEquals: is(numbers((value, wanted) => value <= wanted)),
  NumericGreaterThan: is(numbers((value, wanted) => value > wanted)),
  NumericGreaterThanEquals: is(numbers((value, wanted) => value >= wanted)),
  DateEquals: is(dates((value, wanted) => value === wanted)),
  DateNotEquals: isNot(dates((value, wanted) => value === wanted)),
  DateLessThan: is(dates((value, wanted) => value < wanted)),
  DateLessThanEquals: is(dates((value, wanted) => value <= wanted)),
  DateGreaterThan: is(dates((value, wanted) => value > wanted)),
  DateGreaterThanEquals: is(dates((value, wanted) => value >= wanted)),
  Bool: is(equalsBoolean),
  BinaryEquals: is(equalsBytes),
  IpAddress: is(isInRange),
  NotIpAddress: isNot(isInRange),
  ArnEquals: is(fitsArn),
  ArnLike: is(fitsArn),
  ArnNotEquals: isNot(fitsArn),
  ArnNotLike: isNot(fitsArn),
};

/** Exact: a wildcard is the character that it is. */
function equalsText(wanted: string, value: string, reading: Reading): boolean {
  const pattern = readPattern(wanted, reading);
  return pattern !== undefined && textOf(pattern) === value;
}

function equalsTextIgnoringCase(wanted: string, value: string, reading: Reading): boolean {
  const pattern = readPattern(wanted, reading);
  return pattern !== undefined && textOf(pattern).toLowerCase() === value.toLowerCase();
}

function fitsText(wanted: string, value: string, reading: Reading): boolean {
  const pattern = readPattern(wanted, reading);
  return pattern !== undefined && fits(pattern, value);
}

/** Each of the six parts of an ARN is compared separately. */
function fitsArn(wanted: string, value: string, reading: Reading): boolean {
  const pattern = readPattern(wanted, reading);
  if (pattern === undefined) return false;
  const parts = arnParts(pattern);
  const values = value.split(":");
  if (parts.length < 6 || values.length < 6) return false;
  const resource = values.slice(5).join(":");
  return parts.every((part, index) => fits(part, index < 5 ? (values[index] ?? "") : resource));
}

function equalsBoolean(wanted: string, value: string, reading: Reading): boolean {
  return /^(true|false)$/i.test(value) && equalsTextIgnoringCase(wanted, value, reading);
}

/** Byte by byte. The request's value is in base64 too. */
function equalsBytes(wanted: string, value: string): boolean {
  return Buffer.from(wanted, "base64").equals(Buffer.from(value, "base64"));
}

function numbers(holds: (value: number, wanted: number) => boolean): Comparison {
  return (wanted, value) => {
    const [left, right] = [readNumber(value), readNumber(wanted)];
    return left !== undefined && right !== undefined && holds(left, right);
  };
}

/** An integer or a decimal. */
function readNumber(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function dates(holds: (value: number, wanted: number) => boolean): Comparison {
  return (wanted, value) => {
    const [left, right] = [readDate(value), readDate(wanted)];
    return left !== undefined && right !== undefined && holds(left, right);
  };
}
