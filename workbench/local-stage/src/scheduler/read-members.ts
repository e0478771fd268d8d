import { type Fields, readFields, readInteger, readString } from "../endpoint/read-fields.ts";
import { brokenConstraint } from "./scheduler-error.ts";

/** The API's model has members in lower camel case: `flexibleTimeWindow`. */
const modelName = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** @throws AwsError ValidationException when it is missing */
export function requiredString(fields: Fields, name: string): string {
  const value = readString(fields, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** @throws AwsError ValidationException when it is missing */
export function requiredFields(fields: Fields, name: string): Fields {
  const value = optionalFields(fields, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalFields(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  return value === undefined || value === null ? undefined : readFields(value, name);
}

/** @throws AwsError ValidationException for a value that is not in the list */
export function readOneOf<Value extends string>(
  fields: Fields,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const given = readString(fields, name);
  const found = values.find((value) => value === given);
  if (given === undefined || found !== undefined) return found;
  throw brokenConstraint(given, modelName(name), `satisfy enum value set: [${values.join(", ")}]`);
}

/** @throws AwsError ValidationException for a number outside of the range */
export function readIntegerBetween(
  fields: Fields,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = readInteger(fields, name);
  if (value === undefined || (value >= least && value <= most)) return value;
  const bound =
    value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw brokenConstraint(value, modelName(name), `have value ${bound}`);
}

function missing(name: string) {
  return brokenConstraint(undefined, modelName(name), "not be null");
}
