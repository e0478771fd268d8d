import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsEnvironment } from "./aws-environment.ts";

/** The SDK's signer: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
export function requestSigner(scope: {
  readonly credentials: AwsEnvironment["credentials"];
  readonly region: string;
  /** The service's name in signatures. */
  readonly service: string;
}): SignatureV4 {
  return new SignatureV4({ ...scope, sha256: Sha256 });
}
