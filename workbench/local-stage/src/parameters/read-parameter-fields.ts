import { AwsError } from "../common/aws-error.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";

const maximumNames = 10;

/** @throws AwsError ValidationException */
export function readName(input: unknown): string {
  const name = readString(readFields(input), "Name");
  if (name) return name;
  throw invalid("Name must be given.");
}

/** @throws AwsError ValidationException */
export function readNames(input: unknown): readonly string[] {
  const names = readFields(input).Names;
  if (!Array.isArray(names) || names.length === 0 || names.length > maximumNames) {
    throw invalid(`Names must be a list of 1 to ${maximumNames} names.`);
  }
  return names.map(String);
}

export function wantsDecryption(input: unknown): boolean {
  return readFields(input).WithDecryption === true;
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
