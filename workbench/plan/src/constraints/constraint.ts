/**
 * The values that AWS accepts, as a JSON Schema (draft 2020-12) of a resource's inputs as Pulumi names them. Lengths are in
 * characters, numbers in the unit that the property's name or AWS's page gives.
 */
export type Constraint = {
  readonly type?: "integer" | "number" | "string" | "array" | "object";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly (boolean | number | string)[];
  readonly const?: boolean | number | string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly items?: Constraint;
  readonly properties?: { readonly [property: string]: Constraint };
  readonly propertyNames?: Constraint;
  readonly additionalProperties?: Constraint;
  readonly required?: readonly string[];
  readonly dependentRequired?: { readonly [property: string]: readonly string[] };
  readonly not?: Constraint;
  readonly anyOf?: readonly Constraint[];
  readonly allOf?: readonly Constraint[];
  readonly if?: Constraint;
  readonly then?: Constraint;
  readonly else?: Constraint;
  /** The maximum length of a policy's JSON without white space; in a list of `{ policy }`, of all policies together. */
  readonly policyCharacters?: number;
  /** What is accepted, in words, for the error message. */
  readonly description?: string;
  /** AWS's page with the constraint, where it is not the page of the type. */
  readonly page?: string;
};

/** The inputs that AWS accepts for a resource type. */
export type TypeConstraints = {
  /** AWS's page with the constraints. */
  readonly page: string;
  readonly properties: { readonly [property: string]: Constraint };
  readonly required?: readonly string[];
  /** Constraints on several properties together. */
  readonly rules?: readonly (Constraint & { readonly description: string })[];
};

/** The constraints of one service, by Pulumi's type. */
export type ServiceConstraints = { readonly [type: string]: TypeConstraints };

/** A value without a constraint published by AWS, or one that another rule of the Plan checks. */
export const unconstrained: Constraint = {};

export const text = (minLength: number, maxLength: number): Constraint => ({
  type: "string",
  minLength,
  maxLength,
});

export const integer = (minimum: number, maximum?: number): Constraint => ({
  type: "integer",
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});

export const enumOf = (...values: readonly (number | string)[]): Constraint => ({ enum: values });

/** A regular expression for the whole text, with its meaning in words. */
export const matching = (pattern: string, description: string): Constraint => ({
  type: "string",
  pattern: `^(?:${pattern})$`,
  description,
});

/** If the condition holds, `then` must hold, else `otherwise`. */
export const when = (
  condition: Constraint,
  then: Constraint,
  otherwise?: Constraint,
): Constraint => ({
  if: condition,
  then,
  ...(otherwise ? { else: otherwise } : {}),
});

/** A property is present and has one of the values. */
export const is = (
  property: string,
  ...values: readonly (boolean | number | string)[]
): Constraint => ({
  properties: { [property]: { enum: values } },
  required: [property],
});

/** All of these properties are present. */
export const has = (...properties: readonly string[]): Constraint => ({ required: properties });

/** None of these properties is present. */
export const hasNone = (...properties: readonly string[]): Constraint => ({
  not: { anyOf: properties.map((property) => has(property)) },
});

/** A property, if it is present, fulfils the constraint. */
export const property = (name: string, value: Constraint): Constraint => ({
  properties: { [name]: value },
});

/** All of these hold. */
export const all = (...each: readonly Constraint[]): Constraint => ({ allOf: each });

/** An ARN: `arn:aws:sqs:us-east-1:123456789012:orders`. */
export const arn = (service = "[a-z0-9-]+", rest = ".+"): Constraint =>
  matching(
    `arn:aws[a-z-]*:${service}:[a-z0-9-]*:(?:\\d{12}|aws)?:${rest}`,
    service.startsWith("[") ? "an ARN" : `an ARN of ${service}`,
  );

/** An id of EC2: `subnet-0b645c15e3c75a33e`. AWS publishes no length. */
export const ec2Id = (prefix: string): Constraint =>
  matching(`${prefix}-[0-9a-z]+`, `an id that begins with ${prefix}-`);

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export const tags: Constraint = {
  type: "object",
  maxProperties: 50,
  propertyNames: {
    type: "string",
    maxLength: 128,
    pattern: "^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$",
    description: "1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:",
  },
  additionalProperties: {
    type: "string",
    maxLength: 256,
    pattern: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$",
    description: "at most 256 letters, digits, spaces and _.:/=+-@",
  },
  page: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
};
