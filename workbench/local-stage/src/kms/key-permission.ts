import type { Permission } from "../common/operation.ts";

/**
 * One use of a key by a service for its caller, as KMS sees it.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html#conditions-kms-via-service
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function keyPermission(
  action: string,
  keyArn: string,
  via: {
    /** As in an endpoint's name: `sqs`. */
    readonly service: string;
    readonly context: { readonly [name: string]: string };
  },
): Permission {
  const [, , , region = "", callerAccount = ""] = keyArn.split(":");
  return {
    action,
    resource: keyArn,
    context: {
      "kms:ViaService": `${via.service}.${region}.amazonaws.com`,
      "kms:CallerAccount": callerAccount,
      "kms:EncryptionContextKeys": Object.keys(via.context),
      ...Object.fromEntries(
        Object.entries(via.context).map(([name, value]) => [
          `kms:EncryptionContext:${name}`,
          value,
        ]),
      ),
      "aws:ViaAWSService": "true",
      "aws:CalledVia": [`${via.service}.amazonaws.com`],
    },
  };
}
