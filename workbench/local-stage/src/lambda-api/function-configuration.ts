import { hash } from "node:crypto";
import { stableUuid } from "@stagecraft/plan/program/identity";
import { qualifiedArn } from "@stagecraft/plan/resources/lambda/function-arn";
import { fingerprintOf } from "../lambda/versions/fingerprint-of.ts";
import type { PublishedVersion } from "../lambda/versions/published-version.ts";

/**
 * A version in the form of the API, without its environment variables, which may hold secrets.
 * @param qualifier as the caller gave it; absent for the unqualified ARN
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
export function functionConfiguration(
  { version, definition, description, modifiedAtMs }: PublishedVersion,
  qualifier?: string,
) {
  const { arn: functionArn, logging, vpc } = definition;
  return {
    FunctionName: definition.name,
    FunctionArn: qualifiedArn({ functionArn, qualifier }),
    Version: version,
    Description: description,
    Runtime: definition.runtime,
    Role: definition.roleArn,
    Handler: definition.bundle.handler,
    Timeout: definition.timeoutMs / 1_000,
    MemorySize: definition.memoryMb,
    EphemeralStorage: { Size: definition.ephemeralStorageMb },
    Architectures: [definition.architecture],
    PackageType: "Zip",
    CodeSha256: Buffer.from(definition.bundle.sha256, "hex").toString("base64"),
    LoggingConfig: { LogFormat: logging.format, LogGroup: logging.logGroup },
    TracingConfig: { Mode: definition.tracing },
    ...(vpc
      ? { VpcConfig: { SubnetIds: vpc.subnetIds, SecurityGroupIds: vpc.securityGroupIds } }
      : {}),
    // Lambda's form: 2026-01-31T12:00:00.000+0000
    LastModified: new Date(modifiedAtMs).toISOString().replace("Z", "+0000"),
    // It changes with the code and the configuration.
    RevisionId: stableUuid(hash("sha256", `${version} ${fingerprintOf(definition)}`)),
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}
