import type { AwsEnvironment } from "./aws-environment.ts";
import type { AwsService } from "./aws-service.ts";

/** The public address of the service in the region: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function endpointOf(
  { endpointPrefix }: AwsService,
  { region, endpoint }: AwsEnvironment,
): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return endpoint ?? `https://${endpointPrefix}.${region}.${suffix}`;
}
