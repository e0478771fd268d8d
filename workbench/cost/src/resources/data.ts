import { objectOf, resourcesOf } from "@stagecraft/plan/resources";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { free, type ResourceRule } from "./resource-rule.ts";

/** The least capacity that RDS Proxy bills for Serverless v2: https://aws.amazon.com/rds/proxy/pricing/ */
const leastProxyAcu = 8;

/** Databases, tables, buckets, secrets and keys. */
export const dataRules: readonly ResourceRule[] = [
  {
    // https://aws.amazon.com/rds/aurora/pricing/
    types: /^aws:rds\/cluster:/,
    standing: (_resource, { assumed }) => [
      { unit: "aurora-gb-months", amount: assumed.databaseGb },
    ],
  },
  {
    types: /^aws:rds\/clusterInstance:/,
    standing(resource, { plan, assumed, databaseAwake }) {
      const cluster = resourcesOf(plan, "aws:rds/cluster:Cluster").find(
        ({ outputs }) => outputs.id === resource.inputs.clusterIdentifier,
      );
      const { minCapacity = 0 } = cluster
        ? objectOf(cluster, "serverlessv2ScalingConfiguration")
        : {};
      const awake = databaseAwake ? assumed.awakeAcu : 0;
      return [
        { unit: "aurora-acu-hours", amount: Math.max(Number(minCapacity), awake) * hoursInMonth },
      ];
    },
  },
  {
    types: /^aws:rds\/proxy:/,
    standing: () => [{ unit: "rds-proxy-acu-hours", amount: leastProxyAcu * hoursInMonth }],
  },
  free(
    /^aws:rds\/(clusterParameterGroup|parameterGroup|proxyDefaultTargetGroup|proxyTarget|subnetGroup):/,
  ),
  {
    // Items are few beside the free 25 GB; their number is not measured.
    types: /^aws:dynamodb\/table:/,
    standing: () => [],
  },
  free(/^aws:dynamodb\/(resourcePolicy|tag):/),
  free(
    /^aws:s3\/bucket(V2|Object|Objectv2|CorsConfiguration|CorsConfigurationV2|LifecycleConfiguration|LifecycleConfigurationV2|Notification|OwnershipControls|Policy|PublicAccessBlock|ServerSideEncryptionConfiguration|ServerSideEncryptionConfigurationV2|Versioning|VersioningV2)?:/,
  ),
  {
    types: /^aws:secretsmanager\/secret:/,
    standing: () => [{ unit: "secret-months", amount: 1 }],
  },
  free(/^aws:secretsmanager\/(secretPolicy|secretVersion):/),
  {
    types: /^aws:kms\/key:/,
    standing: () => [{ unit: "kms-key-months", amount: 1 }],
  },
  free(/^aws:kms\/(alias|keyPolicy):/),
  {
    types: /^aws:ssm\/parameter:/,
    standing: (resource) =>
      resource.inputs.tier === "Advanced"
        ? [{ unit: "ssm-advanced-parameter-months", amount: 1 }]
        : [],
  },
];
