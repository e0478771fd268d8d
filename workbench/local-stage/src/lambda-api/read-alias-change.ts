import { type Fields, readFields, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import type { AliasChange } from "../lambda/versions/lambda-versions.ts";

/**
 * Reads the fields of UpdateAlias. What is absent is not changed.
 * @throws AwsError SerializationException for a value of another type
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export function readAliasChange(fields: Fields): AliasChange {
  const functionVersion = readString(fields, "FunctionVersion");
  const description = readString(fields, "Description");
  const revisionId = readString(fields, "RevisionId");
  const routing = fields.RoutingConfig ?? undefined;
  return {
    ...(functionVersion === undefined ? {} : { functionVersion }),
    ...(description === undefined ? {} : { description }),
    ...(revisionId === undefined ? {} : { revisionId }),
    ...(routing === undefined ? {} : { weights: weightsOf(routing) }),
  };
}

function weightsOf(routing: unknown): Readonly<Record<string, number>> {
  const { AdditionalVersionWeights: weights = {} } = readFields(routing, "RoutingConfig");
  const entries = Object.entries(readFields(weights, "AdditionalVersionWeights"));
  return Object.fromEntries(
    entries.map(([version, weight]) => {
      if (typeof weight !== "number") throw wrongType(`The weight of ${version}`, "a number");
      return [version, weight];
    }),
  );
}
