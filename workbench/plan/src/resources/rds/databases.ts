import type { Plan, Resource } from "../../plan.ts";
import { isObject, numberOf, ownName, resourcesOf, textOf, textsOf } from "../../resources.ts";
import type { DatabaseDefinition } from "./database-definition.ts";

/** Every Aurora PostgreSQL cluster of the Plan. */
export function databasesOf(plan: Plan): readonly DatabaseDefinition[] {
  return resourcesOf(plan, "aws:rds/cluster:Cluster")
    .filter((cluster) => textOf(cluster, "engine") === "aurora-postgresql")
    .map((cluster) => ({
      logicalName: ownName(cluster),
      clusterIdentifier: textOf(cluster, "clusterIdentifier"),
      instanceIdentifiers: instancesOf(plan, cluster).map((instance) =>
        String(instance.outputs.id),
      ),
      clusterResourceId: textOf(cluster, "clusterResourceId"),
      host: textOf(cluster, "endpoint"),
      port: numberOf(cluster, "port"),
      databaseName: textOf(cluster, "databaseName"),
      masterUsername: textOf(cluster, "masterUsername"),
      masterPassword: textOf(cluster, "masterPassword"),
      iamAuthentication: cluster.inputs.iamDatabaseAuthenticationEnabled === true,
      engineVersion: textOf(cluster, "engineVersion"),
      maxConnections: maxConnections(plan, cluster),
      securityGroupIds: textsOf(cluster, "vpcSecurityGroupIds"),
    }));
}

/**
 * Aurora's default for a cluster of at most 1 ACU, which is the lowest default:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
 */
const lowestDefault = 189;

/**
 * The number in the instances' parameter group, else in the cluster's, else Aurora's lowest default. A formula, such as the default,
 * depends on the instance's memory.
 */
function maxConnections(plan: Plan, cluster: Resource): number {
  const [instance] = instancesOf(plan, cluster);
  const groups = [
    ...resourcesOf(plan, "aws:rds/parameterGroup:ParameterGroup").filter(
      ({ outputs }) => outputs.id === instance?.inputs.dbParameterGroupName,
    ),
    ...resourcesOf(plan, "aws:rds/clusterParameterGroup:ClusterParameterGroup").filter(
      ({ outputs }) => outputs.id === cluster.inputs.dbClusterParameterGroupName,
    ),
  ];
  for (const { inputs } of groups) {
    const parameters = Array.isArray(inputs.parameters) ? inputs.parameters.filter(isObject) : [];
    const found = parameters.find(({ name }) => name === "max_connections");
    if (found) return Number(found.value) || lowestDefault;
  }
  return lowestDefault;
}

function instancesOf(plan: Plan, cluster: Resource): readonly Resource[] {
  return resourcesOf(plan, "aws:rds/clusterInstance:ClusterInstance").filter(
    ({ inputs }) => inputs.clusterIdentifier === cluster.outputs.id,
  );
}
