import { region } from "../packages/contracts/src/system.ts";
import { databaseAlarms } from "./alarms/database-alarms.ts";
import { canConnectToDatabase } from "./capability.ts";
import { databaseProxy } from "./network/database-proxy.ts";
import { databaseGroup, privateSubnets } from "./network/network.ts";
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
      // Every cluster has its own subnet group with a random suffix in its name, so that snapshot names are unique.
      if (stage.keepsData) {
        args.finalSnapshotIdentifier = $interpolate`${args.dbSubnetGroupName}-final`;
      }
      // A major upgrade is done by hand (docs/deploy.md). On stages that keep data, changes wait for the maintenance window.
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

databaseAlarms("Database", database.id);

/** AWS's identifier of the cluster. It is never reused. */
export const clusterResourceId = cluster?.clusterResourceId ?? "";

const { accountId } = aws.getCallerIdentityOutput();
const address = { host: database.host, port: database.port, database: database.database };

const users = {
  ordersApp: "orders_app",
  customerData: "customer_data",
  orderStatus: "order_status",
} as const;

/** Where functions log in: at the cluster, or at the proxy in front of it (docs/adr/0031-driver-and-pool.md). */
const entrance = stage.database.proxy
  ? databaseProxy({ identifier: database.id, resourceId: clusterResourceId }, Object.values(users))
  : { host: database.host, resourceId: clusterResourceId };

/** The login of the services: reading and writing orders. */
export const canConnectAsOrdersApp = canConnectAs(users.ordersApp, "Database");

/** The login of one function: exporting and erasing a customer's data. */
export const canConnectAsCustomerData = canConnectAs(users.customerData, "CustomerDatabase");

/** The login of one function: reading the status of orders, and nothing about customers. */
export const canConnectAsOrderStatus = canConnectAs(users.orderStatus, "OrderStatusDatabase");

/** The login of migrations only: the owner of the schema. */
export const databaseOwner = new sst.Linkable("DatabaseOwner", {
  properties: { ...address, username: database.username, password: database.password },
});

/**
 * A login with an IAM token, without a password (docs/adr/0003-database-login.md). A migration creates the Postgres role and
 * grants it its privileges.
 */
function canConnectAs(username: string, linkName: string) {
  return canConnectToDatabase(
    $interpolate`arn:aws:rds-db:${region}:${accountId}:dbuser:${entrance.resourceId}/${username}`,
    { ...address, host: entrance.host, username },
    linkName,
  );
}
