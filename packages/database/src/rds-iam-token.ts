import type { AwsIdentity } from "@stagecraft/aws/aws-environment";
import { presignUrl } from "@stagecraft/aws/presign-url";

/** A database login and the credentials of the role that logs in. */
export type RdsLogin = AwsIdentity & {
  readonly host: string;
  readonly port: number;
  readonly username: string;
};

/**
 * Makes the password of an IAM role's login to RDS: a presigned request without its scheme, valid for 15 minutes. It is made
 * without a call to AWS.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
 */
export async function rdsIamToken(
  { host, port, username, region, credentials }: RdsLogin,
  now: Date,
): Promise<string> {
  const url = await presignUrl(
    { hostname: host, port, query: { Action: "connect", DBUser: username } },
    { service: "rds-db", region, credentials, expiresInSeconds: 900, now },
  );
  return url.slice("https://".length);
}
