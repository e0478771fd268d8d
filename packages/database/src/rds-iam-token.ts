import type { AwsEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { AwsV4Signer } from "aws4fetch";

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
  const query = new URLSearchParams({
    Action: "connect",
    DBUser: username,
    "X-Amz-Expires": "900",
  });
  const signer = new AwsV4Signer({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    url: `https://${host}:${port}/?${query}`,
    method: "GET",
    service: "rds-db",
    region,
    datetime: now.toISOString().replace(/[-:]|\.\d{3}/g, ""),
    signQuery: true,
  });
  const { url } = await signer.sign();
  return url.href.slice("https://".length);
}
