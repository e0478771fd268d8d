import { notImplemented } from "../common/not-implemented.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import { invalid, readName } from "./read-parameter-fields.ts";
import type { SsmParameterDefinition } from "./ssm-parameters-of.ts";

const types = ["String", "StringList", "SecureString"] as const;
const tiers = ["Standard", "Advanced", "Intelligent-Tiering"] as const;

/** The fields of PutParameter. What is absent was not given. */
export type PutParameterRequest = {
  readonly name: string;
  readonly value: string;
  readonly overwrite: boolean;
  readonly type: SsmParameterDefinition["type"] | undefined;
  readonly tier: (typeof tiers)[number] | undefined;
  readonly keyId: string | undefined;
};

/**
 * Reads the fields of PutParameter. The description is not kept, since no operation here returns it.
 * @throws AwsError ValidationException, NotImplemented for a field that would have an effect
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function readPutParameter(input: unknown): PutParameterRequest {
  const fields = readFields(input);
  for (const name of ["AllowedPattern", "Policies", "Tags"]) {
    if (isGiven(fields[name])) throw notImplemented(`Systems Manager.PutParameter with ${name}`);
  }
  const dataType = readString(fields, "DataType") ?? "text";
  if (dataType !== "text") {
    throw notImplemented(`Systems Manager.PutParameter with the data type ${dataType}`);
  }
  const value = readString(fields, "Value");
  if (!value) throw invalid("Value must have at least one character.");
  return {
    name: readName(input),
    value,
    overwrite: fields.Overwrite === true,
    type: readOneOf(types, "Type", readString(fields, "Type")),
    tier: readOneOf(tiers, "Tier", readString(fields, "Tier")),
    keyId: readString(fields, "KeyId"),
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function readOneOf<Name extends string>(
  names: readonly Name[],
  field: string,
  given: string | undefined,
): Name | undefined {
  const found = names.find((name) => name === given);
  if (found === undefined && given !== undefined) {
    throw invalid(`${field} must be ${names.join(", ")}.`);
  }
  return found;
}
