import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

const rule = "governance/store-without-tls";

/**
 * Stores that accept a connection without TLS: S3 and Aurora do, unless they are told not to. SQS, Kinesis, DynamoDB, SNS and Secrets
 * Manager are called with https by the SDK, and accept plain http in some regions.
 */
export function storeWithoutTls({ plan }: GovernanceFacts): readonly Finding[] {
  return [...plainBuckets(plan), ...plainClusters(plan)];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
function plainBuckets(plan: Plan): readonly Finding[] {
  return bucketsOf(plan)
    .filter(({ policy }) => !deniesPlainHttp(policy))
    .map(
      ({ logicalName }): Finding => ({
        rule,
        severity: "error",
        resource: logicalName,
        message: "Its policy does not deny requests without TLS.",
        fix: "enforceHttps: true",
      }),
    );
}

function deniesPlainHttp(policy: Json): boolean {
  const statements = isObject(policy) ? [policy.Statement ?? []].flat().filter(isObject) : [];
  return statements.some(({ Effect, Action, Condition }) => {
    const bool = isObject(Condition) ? Condition.Bool : undefined;
    const secure = isObject(bool) ? String(bool["aws:SecureTransport"]) : undefined;
    return Effect === "Deny" && [Action].flat().includes("s3:*") && secure === "false";
  });
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html#AuroraPostgreSQL.Security.SSL.Requiring */
function plainClusters(plan: Plan): readonly Finding[] {
  const groups = resourcesOf(plan, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
  return resourcesOf(plan, "aws:rds/cluster:Cluster")
    .filter(({ inputs }) => String(inputs.engine).includes("postgres"))
    .filter((cluster) => {
      const group = groups.find(
        (each) => textOf(each, "name") === cluster.inputs.dbClusterParameterGroupName,
      );
      const parameters = [group?.inputs.parameters ?? []].flat().filter(isObject);
      return !parameters.some(
        ({ name, value }) => name === "rds.force_ssl" && String(value) === "1",
      );
    })
    .map(
      (cluster): Finding => ({
        rule,
        severity: "error",
        resource: ownName(cluster),
        message: "It accepts connections without TLS.",
        fix: 'In its cluster parameter group: parameters: [{ name: "rds.force_ssl", value: "1" }]',
      }),
    );
}
