/**
 * What AWS takes for a value, in the words of JSON Schema (draft 2020-12), over a resource's inputs as Pulumi names them. Lengths
 * are in characters, numbers in the unit that the property's name or AWS's page gives.
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
  /** The most characters of a policy as JSON, without white space; of all together in a list of `{ policy }`. */
  readonly policyCharacters?: number;
  /** In words what a pattern takes. */
  readonly says?: string;
  /** Where AWS says so, where that is not the type's page. */
  readonly page?: string;
};

/** What AWS takes for a type of resource. */
export type TypeConstraints = {
  /** Where AWS says so. */
  readonly page: string;
  readonly properties: { readonly [property: string]: Constraint };
  readonly required?: readonly string[];
  /** What properties must be to each other, each with the words for it. */
  readonly together?: readonly (Constraint & { readonly says: string })[];
};

/** Of one service, by Pulumi's type. */
export type ServiceConstraints = { readonly [type: string]: TypeConstraints };

/** A value for which AWS publishes no constraint, or one that another of the Plan's rules holds it to. */
export const free: Constraint = {};

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

export const oneOf = (...values: readonly (number | string)[]): Constraint => ({ enum: values });

/** A pattern for the whole text, and what it means in words. */
export const like = (pattern: string, says: string): Constraint => ({
  type: "string",
  pattern: `^(?:${pattern})$`,
  says,
});

/** Where a condition holds, what must hold too, and what else. */
export const when = (
  condition: Constraint,
  then: Constraint,
  otherwise?: Constraint,
): Constraint => ({
  if: condition,
  then,
  ...(otherwise ? { else: otherwise } : {}),
});

/** A property is there and has one of the values. */
export const is = (
  property: string,
  ...values: readonly (boolean | number | string)[]
): Constraint => ({
  properties: { [property]: { enum: values } },
  required: [property],
});

/** All of these properties are there. */
export const has = (...properties: readonly string[]): Constraint => ({ required: properties });

/** None of these properties is there. */
export const hasNone = (...properties: readonly string[]): Constraint => ({
  not: { anyOf: properties.map((property) => has(property)) },
});

/** A property's value is so, where there is one. */
export const its = (property: string, value: Constraint): Constraint => ({
  properties: { [property]: value },
});

/** All of these hold. */
export const all = (...each: readonly Constraint[]): Constraint => ({ allOf: each });

/** The name of a resource of AWS's: `arn:aws:sqs:us-east-1:123456789012:orders`. */
export const arn = (service = "[a-z0-9-]+", rest = ".+"): Constraint =>
  like(
    `arn:aws[a-z-]*:${service}:[a-z0-9-]*:(?:\\d{12}|aws)?:${rest}`,
    service.startsWith("[") ? "an ARN" : `an ARN of ${service}`,
  );

/** An id that EC2 gave: `subnet-0b645c15e3c75a33e`. AWS publishes no length. */
export const ec2Id = (prefix: string): Constraint =>
  like(`${prefix}-[0-9a-z]+`, `an id that begins with ${prefix}-`);

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export const tags: Constraint = {
  type: "object",
  maxProperties: 50,
  propertyNames: {
    type: "string",
    maxLength: 128,
    pattern: "^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$",
    says: "1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:",
  },
  additionalProperties: {
    type: "string",
    maxLength: 256,
    pattern: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$",
    says: "at most 256 letters, digits, spaces and _.:/=+-@",
  },
  page: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
};
