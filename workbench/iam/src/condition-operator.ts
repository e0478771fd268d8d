const baseOperators = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
] as const;

export type BaseOperator = (typeof baseOperators)[number];

type Testing = Exclude<BaseOperator, "Null">;

/** An operator as written in a policy: `ForAllValues:StringEqualsIfExists`. */
export type OperatorName =
  | "Null"
  | `${"" | "ForAllValues:" | "ForAnyValue:"}${Testing}${"" | "IfExists"}`;

export type ConditionOperator = {
  readonly base: BaseOperator;
  /** The set operator for the values of a multivalued key. */
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
};

export const operatorNames: ReadonlyMap<string, ConditionOperator> = new Map(
  baseOperators.flatMap((base): [string, ConditionOperator][] => {
    if (base === "Null") return [[base, { base, quantifier: undefined, ifExists: false }]];
    return ([undefined, "ForAllValues", "ForAnyValue"] as const).flatMap((quantifier) => {
      const name = quantifier === undefined ? base : `${quantifier}:${base}`;
      return [
        [name, { base, quantifier, ifExists: false }],
        [`${name}IfExists`, { base, quantifier, ifExists: true }],
      ] satisfies [string, ConditionOperator][];
    });
  }),
);

/** Whether `name` is an operator of AWS's policy language, in AWS's spelling. */
export function isOperatorName(name: string): name is OperatorName {
  return operatorNames.has(name);
}

/** The operator that differs from `name` only in letter case, for the error message. */
export function similarOperator(name: string): string | undefined {
  const lower = name.toLowerCase();
  return [...operatorNames.keys()].find((known) => known.toLowerCase() === lower);
}
