import { AwsError } from "../common/aws-error.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";

const maximumNames = 10;

/** The field `Name`. @throws AwsError ValidationException without one */
export function readName(input: unknown): string {
  const name = readString(readFields(input), "Name");
  if (name) return name;
  throw new AwsError("ValidationException", "Name must be given.");
}

/** The field `Names`. @throws AwsError ValidationException for none and for more than ten */
export function readNames(input: unknown): readonly string[] {
  const names = readFields(input).Names;
  if (Array.isArray(names) && names.length > 0 && names.length <= maximumNames) {
    return names.map(String);
  }
  throw new AwsError("ValidationException", `Names must be a list of 1 to ${maximumNames} names.`);
}
