import { AwsError } from "../common/aws-error.ts";
import type { AliasChange } from "../lambda/versions/lambda-versions.ts";
import { isFields, readJsonObject } from "./read-json-object.ts";

/**
 * Reads the body of UpdateAlias. What is absent is not changed.
 * @throws AwsError InvalidRequestContentException, SerializationException for a value of another type
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export function readAliasChange(body: Buffer): AliasChange {
  const { FunctionVersion, RoutingConfig, Description, RevisionId } = readJsonObject(body);
  return {
    ...text("functionVersion", FunctionVersion),
    ...text("description", Description),
    ...text("revisionId", RevisionId),
    ...(RoutingConfig === undefined || RoutingConfig === null
      ? {}
      : { weights: weightsOf(RoutingConfig) }),
  };
}

function text(field: keyof AliasChange, value: unknown) {
  if (value === undefined || value === null) return {};
  if (typeof value !== "string") throw wrongType();
  return { [field]: value };
}

function weightsOf(routing: unknown): Readonly<Record<string, number>> {
  if (!isFields(routing)) throw wrongType();
  const { AdditionalVersionWeights: weights = {} } = routing;
  if (!isFields(weights)) throw wrongType();
  return Object.fromEntries(
    Object.entries(weights).map(([version, weight]) => {
      if (typeof weight !== "number") throw wrongType();
      return [version, weight];
    }),
  );
}

const wrongType = () =>
  new AwsError("SerializationException", "A field of the request has another type.");
