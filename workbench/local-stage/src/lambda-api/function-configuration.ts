import { hash } from "node:crypto";
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
    FunctionArn: qualifiedArn(
      qualifier === undefined ? { functionArn } : { functionArn, qualifier },
    ),
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
    RevisionId: revisionIdOf(version, fingerprintOf(definition)),
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

/** A UUID that changes with the code and the configuration. */
function revisionIdOf(version: string, fingerprint: string): string {
  const hex = hash("sha256", `${version} ${fingerprint}`);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
