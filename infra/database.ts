import { databaseGroup, privateSubnets } from "./network.ts";
import { stage } from "./stages.ts";

export const database = new sst.aws.Aurora("OrdersDatabase", {
  engine: "postgres",
  version: "17.5",
  scaling: stage.database.capacity,
  vpc: {
    subnets: privateSubnets.map((subnet) => subnet.id),
    securityGroups: [databaseGroup.id],
  },
  transform: {
    cluster: {
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: stage.database.backupRetentionDays,
      copyTagsToSnapshot: true,
      deletionProtection: stage.keepsData,
      skipFinalSnapshot: !stage.keepsData,
      finalSnapshotIdentifier: stage.keepsData ? `${$app.name}-${$app.stage}-final` : undefined,
    },
    clusterParameterGroup: {
      parameters: [{ name: "rds.force_ssl", value: "1" }],
    },
    instanceParameterGroup: {
      parameters: [
        {
          name: "max_connections",
          value: String(stage.database.maxConnections),
          applyMethod: "pending-reboot",
        },
      ],
    },
  },
});

const cluster = database.nodes.cluster;
const { region } = aws.getRegionOutput();
const { accountId } = aws.getCallerIdentityOutput();
const address = { host: database.host, port: database.port, database: database.database };

/** Reading and writing orders: what the services do. */
export const ordersDatabase = databaseLogin("Database", "orders_app");

/** Exporting and erasing what is known of a customer: what one function does. */
export const customerDatabase = databaseLogin("CustomerDatabase", "customer_data");

/** Owning the schema: what migrations do, and nothing else. */
export const ownedDatabase = new sst.Linkable("DatabaseOwner", {
  properties: { ...address, username: database.username, password: database.password },
});

/**
 * A login through IAM, for which no password exists (docs/adr/0003-database-login.md). A migration makes the role and
 * grants it what it needs.
 */
function databaseLogin(name: string, username: string) {
  return new sst.Linkable(name, {
    properties: { ...address, username },
    include: [
      sst.aws.permission({
        actions: ["rds-db:connect"],
        resources: [
          $interpolate`arn:aws:rds-db:${region}:${accountId}:dbuser:${cluster?.clusterResourceId}/${username}`,
        ],
      }),
    ],
  });
}
