import { AwsError } from "../../common/aws-error.ts";
import { invalidParameter } from "./alias-errors.ts";
import { latestVersion } from "./published-version.ts";

/**
 * Checks what an alias is to invoke.
 * @throws AwsError InvalidParameterValueException or ValidationException for a routing that Lambda refuses
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function checkRouting(
  functionVersion: string,
  weights: { readonly [version: string]: number },
): void {
  const additional = Object.entries(weights);
  if (additional.length > 1) {
    throw invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1");
  }
  for (const [version, weight] of additional) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '{${version}=${weight}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0]`,
      );
    }
    if (functionVersion === latestVersion || version === latestVersion) {
      throw invalidParameter(
        "$LATEST is not supported for an alias pointing to more than 1 version",
      );
    }
    if (version === functionVersion) {
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    }
  }
}
