import { presignUrl } from "@stagecraft/aws/presign-url";
import type { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";

/** A database login and the credentials of the function's role. */
export type RdsLogin = AwsEnvironment & {
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
  { host, port, username, region, ...credentials }: RdsLogin,
  now: Date,
): Promise<string> {
  const url = await presignUrl(
    { hostname: host, port, query: { Action: "connect", DBUser: username } },
    { service: "rds-db", region, credentials, expiresInSeconds: 900, now },
  );
  return url.slice("https://".length);
}
