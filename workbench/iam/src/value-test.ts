import { arnMatches } from "./arn/arn-match.ts";
import type { BaseOperator } from "./condition-operator.ts";
import { globMatches } from "./glob-match.ts";
import { parseIpRange } from "./ip-range.ts";
import type { PolicyVersion } from "./policy.ts";
import { parsePolicyDate } from "./policy-date.ts";
import { type Glob, parseTemplate } from "./policy-template.ts";
import type { ContextLookup } from "./request-context.ts";
import { globSource } from "./resolve-template.ts";

/** Whether a value of the request matches a value of the policy. */
export type ValueTest = (value: string, context: ContextLookup) => boolean;

/** A value that is invalid for its operator. `parsePolicy` adds its position. */
export class ValueError extends Error {}

/** The tests of the operators that are not negated. `Null` tests the key itself and is not here. */
type PositiveOperator = Exclude<BaseOperator, keyof typeof positiveOf | "Null">;

/** The negated operators, each with the operator that it negates. */
export const positiveOf = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
} as const;

type TestMaker = (value: string, version: PolicyVersion) => ValueTest;

const equal = (a: number, b: number) => a === b;
const less = (a: number, b: number) => a < b;
const lessOrEqual = (a: number, b: number) => a <= b;
const greater = (a: number, b: number) => a > b;
const greaterOrEqual = (a: number, b: number) => a >= b;

const makers: { readonly [Operator in PositiveOperator]: TestMaker } = {
  StringEquals: text(false, globMatches),
  StringEqualsIgnoreCase: text(false, (glob, value) => lower(glob) === value.toLowerCase()),
  StringLike: text(true, globMatches),
  ArnEquals: text(true, arnMatches),
  ArnLike: text(true, arnMatches),
  Bool: text(false, (glob, value) => lower(glob) === value.toLowerCase()),
  NumericEquals: ordered(parseNumber, "a number", equal),
  NumericLessThan: ordered(parseNumber, "a number", less),
  NumericLessThanEquals: ordered(parseNumber, "a number", lessOrEqual),
  NumericGreaterThan: ordered(parseNumber, "a number", greater),
  NumericGreaterThanEquals: ordered(parseNumber, "a number", greaterOrEqual),
  DateEquals: ordered(parsePolicyDate, "an ISO 8601 date", equal),
  DateLessThan: ordered(parsePolicyDate, "an ISO 8601 date", less),
  DateLessThanEquals: ordered(parsePolicyDate, "an ISO 8601 date", lessOrEqual),
  DateGreaterThan: ordered(parsePolicyDate, "an ISO 8601 date", greater),
  DateGreaterThanEquals: ordered(parsePolicyDate, "an ISO 8601 date", greaterOrEqual),
  IpAddress: (value) => {
    const contains = parseIpRange(value);
    if (contains === undefined)
      throw new ValueError(`"${value}" is not an IP address or CIDR range`);
    return contains;
  },
  BinaryEquals: (value) => {
    const bytes = parseBase64(value);
    if (bytes === undefined) throw new ValueError(`"${value}" is not base64`);
    return (given) => parseBase64(given)?.equals(bytes) ?? false;
  },
};

/**
 * The test of a policy value, before negation.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @throws ValueError or TemplateError for a value that is invalid for the operator
 */
export function makeValueTest(
  operator: Exclude<BaseOperator, "Null">,
  value: string,
  version: PolicyVersion,
): ValueTest {
  return makers[isNegated(operator) ? positiveOf[operator] : operator](value, version);
}

export function isNegated(operator: BaseOperator): operator is keyof typeof positiveOf {
  return operator in positiveOf;
}

/** A variable without a value in the request matches nothing. */
function text(wildcards: boolean, fits: (glob: Glob, value: string) => boolean): TestMaker {
  return (policyText, version) => {
    const source = globSource(parseTemplate(policyText, { version, wildcards }));
    return (value, context) => {
      const glob = source(context);
      return glob !== undefined && fits(glob, value);
    };
  };
}

function ordered(
  parse: (value: string) => number | undefined,
  what: string,
  fits: (given: number, wanted: number) => boolean,
): TestMaker {
  return (policyText) => {
    const wanted = parse(policyText);
    if (wanted === undefined) throw new ValueError(`"${policyText}" is not ${what}`);
    return (value) => {
      const given = parse(value);
      return given !== undefined && fits(given, wanted);
    };
  };
}

function parseNumber(value: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function parseBase64(value: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? Buffer.from(value, "base64") : undefined;
}

function lower(glob: Glob): string {
  return String.fromCharCode(...glob).toLowerCase();
}
