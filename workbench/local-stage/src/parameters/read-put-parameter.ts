import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import type { Parameter } from "./parameter-store.ts";

/** A request of PutParameter. `type` is absent when the caller leaves it as it is. */
export type PutParameter = Pick<Parameter, "name" | "value"> & {
  readonly type?: Parameter["type"];
  readonly overwrite: boolean;
  readonly tier: "Standard" | "Advanced";
};

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const standardBytes = 4_096;
const advancedBytes = 8_192;
const deepest = 15;

const types = ["String", "StringList", "SecureString"] as const;
const tiers = ["Standard", "Advanced", "Intelligent-Tiering"] as const;
const known = new Set(["Name", "Value", "Type", "Overwrite", "Tier", "Description", "DataType"]);

/**
 * Reads a request of PutParameter.
 * @throws AwsError for what Systems Manager refuses, and for what is not implemented here
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function readPutParameter(input: unknown): PutParameter {
  const fields = readFields(input);
  const other = Object.keys(fields).find((name) => !known.has(name));
  if (other !== undefined) throw notImplemented(`Systems Manager.PutParameter with ${other}`);
  if (!["text", undefined].includes(readString(fields, "DataType"))) {
    throw notImplemented("Systems Manager.PutParameter with another DataType than text");
  }
  const value = readString(fields, "Value");
  if (!value) throw invalid("The parameter needs a Value.");
  const type = oneOf(types, "Type", readString(fields, "Type"));
  return {
    name: readNewName(readString(fields, "Name")),
    value,
    ...(type === undefined ? {} : { type }),
    overwrite: fields.Overwrite === true,
    tier: tierOf(oneOf(tiers, "Tier", readString(fields, "Tier")), Buffer.byteLength(value)),
  };
}

function tierOf(wanted: (typeof tiers)[number] = "Standard", bytes: number): PutParameter["tier"] {
  if (bytes <= standardBytes) return wanted === "Advanced" ? "Advanced" : "Standard";
  if (wanted === "Standard") {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${standardBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
    );
  }
  if (bytes <= advancedBytes) return "Advanced";
  throw invalid(
    `Advanced tier parameters support a maximum parameter value of ${advancedBytes} characters.`,
  );
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
function readNewName(name = ""): string {
  if (!/^[\w./-]+$/.test(name)) {
    throw invalid("Only a mix of letters, numbers and the following 4 symbols .-_/ are allowed.");
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw invalid("Parameter name must be a fully qualified name.");
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (name.split("/").length - 1 > deepest) {
    throw new AwsError(
      "HierarchyLevelLimitExceededException",
      `The hierarchy can have a maximum of ${deepest} levels.`,
    );
  }
  return name;
}

function oneOf<Value extends string>(
  values: readonly Value[],
  name: string,
  given: string | undefined,
): Value | undefined {
  if (given === undefined) return undefined;
  const found = values.find((value) => value === given);
  if (found) return found;
  throw invalid(`${name} must be one of ${values.join(", ")}, not "${given}".`);
}

const invalid = (message: string) => new AwsError("ValidationException", message);
