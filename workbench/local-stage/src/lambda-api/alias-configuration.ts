import type { Alias } from "../lambda/versions/published-version.ts";

/** An alias in the form of the API: https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html */
export function aliasConfiguration({
  arn,
  name,
  functionVersion,
  weights,
  description,
  revisionId,
}: Alias) {
  return {
    AliasArn: arn,
    Name: name,
    FunctionVersion: functionVersion,
    Description: description,
    ...(Object.keys(weights).length > 0
      ? { RoutingConfig: { AdditionalVersionWeights: weights } }
      : {}),
    RevisionId: revisionId,
  };
}
