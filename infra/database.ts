import { databaseGroup, privateSubnets } from "./network.ts";
import { stage } from "./stages.ts";

export const database = new sst.aws.Aurora("OrdersDatabase", {
  engine: "postgres",
  version: "17.7",
  scaling: stage.database.capacity,
  vpc: {
    subnets: privateSubnets.map((subnet) => subnet.id),
    securityGroups: [databaseGroup.id],
  },
  transform: {
    cluster(args) {
      args.iamDatabaseAuthenticationEnabled = true;
      args.backupRetentionPeriod = stage.database.backupRetentionDays;
      args.copyTagsToSnapshot = true;
      args.deletionProtection = stage.keepsData;
      args.skipFinalSnapshot = !stage.keepsData;
      // The subnet group is the cluster's own, and its name ends in letters of its own: no two snapshots are called the same.
      if (stage.keepsData) {
        args.finalSnapshotIdentifier = $interpolate`${args.dbSubnetGroupName}-final`;
      }
      // A major version is a decision, taken with docs/deploy.md at hand; where data are kept, changes wait for their window.
      args.allowMajorVersionUpgrade = false;
      args.applyImmediately = !stage.keepsData;
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

/** AWS's own name for the cluster, which no other one ever has. */
export const clusterResourceId = cluster?.clusterResourceId ?? "";

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
          $interpolate`arn:aws:rds-db:${region}:${accountId}:dbuser:${clusterResourceId}/${username}`,
        ],
      }),
    ],
  });
}
