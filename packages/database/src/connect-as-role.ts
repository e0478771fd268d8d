import type { AwsIdentity } from "@stagecraft/aws/aws-environment";
import type { DatabaseLink } from "@stagecraft/contracts/links/database-link";
import { type ConnectionOptions, connectDatabase, type Database } from "./connection.ts";
import { rdsIamToken } from "./rds-iam-token.ts";

/** Prepares the connection of a function or a container that logs in with IAM tokens of its role. */
export function connectAsRole(
  { database, aws }: { readonly database: DatabaseLink; readonly aws: AwsIdentity },
  options: Pick<
    ConnectionOptions,
    "statementTimeoutMs" | "connectTimeoutMs" | "idleInTransactionTimeoutMs" | "now"
  >,
): Database {
  return connectDatabase({
    ...database,
    ...options,
    password: () => rdsIamToken({ ...database, ...aws }, options.now()),
  });
}
