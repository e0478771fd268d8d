import type { Bundle } from "../../plan.ts";

/** A Lambda function as the Plan has it. */
export type FunctionDefinition = {
  /** The logical name in the program: `Thumbnails`. */
  readonly logicalName: string;
  /** The physical name in AWS. */
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly architecture: "arm64" | "x86_64";
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
  readonly environment: { readonly [name: string]: string };
  /** Whether a deploy that changes it publishes a version. */
  readonly publish?: true;
  /** Without it the function uses the account's unreserved concurrency. */
  readonly reservedConcurrency?: number;
  readonly logging: {
    readonly format: "JSON" | "Text";
    readonly logGroup: string;
    readonly applicationLogLevel?: string;
    readonly systemLogLevel?: string;
  };
  /** Whether Lambda decides to sample where its caller did not. */
  readonly tracing: "Active" | "PassThrough";
  /** Absent: Lambda stops it in a recursive loop. */
  readonly recursiveLoop?: "Allow";
  readonly vpc?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  readonly bundle: Bundle;
};
