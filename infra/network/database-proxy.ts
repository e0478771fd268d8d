import { region } from "../../packages/contracts/src/system.ts";
import { physicalName } from "../physical-name.ts";
import { allow, databaseGroup, functionsGroup, privateSubnets, securityGroup } from "./network.ts";

type Cluster = {
  readonly identifier: $util.Input<string>;
  /** AWS's identifier, which IAM names. */
  readonly resourceId: $util.Input<string>;
};

/**
 * RDS Proxy in front of a cluster. It logs in with IAM, as its callers do, so that no password exists:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html
 * @param users the Postgres roles with which its callers log in
 * @returns the address, and the identifier that IAM names when a function logs in
 */
export function databaseProxy(cluster: Cluster, users: readonly string[]) {
  const group = securityGroup("DatabaseProxyGroup", "The proxy of the orders database");
  allow("FunctionsToDatabaseProxy", { from: functionsGroup, to: group, port: 5432 });
  allow("DatabaseProxyToDatabase", { from: group, to: databaseGroup, port: 5432 });

  const { accountId } = aws.getCallerIdentityOutput();
  const role = new aws.iam.Role("DatabaseProxyRole", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "rds.amazonaws.com" }),
    inlinePolicies: [
      {
        name: "inline",
        policy: aws.iam.getPolicyDocumentOutput({
          statements: [
            {
              actions: ["rds-db:connect"],
              resources: users.map(
                (user) =>
                  $interpolate`arn:aws:rds-db:${region}:${accountId}:dbuser:${cluster.resourceId}/${user}`,
              ),
            },
          ],
        }).json,
      },
    ],
  });
  const proxy = new aws.rds.Proxy("DatabaseProxy", {
    name: physicalName("database").toLowerCase(),
    engineFamily: "POSTGRESQL",
    defaultAuthScheme: "IAM_AUTH",
    requireTls: true,
    roleArn: role.arn,
    vpcSubnetIds: privateSubnets.map(({ id }) => id),
    vpcSecurityGroupIds: [group.id],
  });
  const targets = new aws.rds.ProxyDefaultTargetGroup("DatabaseProxyTargets", {
    dbProxyName: proxy.name,
    // Migrations connect to the cluster itself. A caller gives up waiting for a connection before its statement would.
    connectionPoolConfig: { maxConnectionsPercent: 90, connectionBorrowTimeout: 2 },
  });
  new aws.rds.ProxyTarget("DatabaseProxyTarget", {
    dbProxyName: proxy.name,
    targetGroupName: targets.name,
    dbClusterIdentifier: cluster.identifier,
  });
  return {
    host: proxy.endpoint,
    resourceId: proxy.arn.apply((arn) => arn.split(":").at(-1) ?? ""),
  };
}
