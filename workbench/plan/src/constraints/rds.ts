import {
  all,
  arn,
  type Constraint,
  ec2Id,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

const identifier = matching(
  "(?!.*--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?",
  "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
);

const parameterGroupName = matching(
  "(?!.*--)[a-z](?:[a-z0-9-]{0,253}[a-z0-9])?",
  "1 to 255 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
);

const engine = enumOf("aurora-postgresql", "aurora-mysql", "postgres", "mysql");
const version = matching("\\d+(?:\\.\\d+)*(?:\\.mysql_aurora[.\\d]+)?", "a version number: 17.7");

const window = matching(
  "(?:[01]\\d|2[0-3]):[0-5]\\d-(?:[01]\\d|2[0-3]):[0-5]\\d",
  "times in UTC: 03:00-03:30",
);
const day = "(?:mon|tue|wed|thu|fri|sat|sun)";
const weekWindow = matching(
  `${day}:(?:[01]\\d|2[0-3]):[0-5]\\d-${day}:(?:[01]\\d|2[0-3]):[0-5]\\d`,
  "days and times in UTC: sun:03:00-sun:03:30",
);

const monitoringInterval = enumOf(0, 1, 5, 10, 15, 30, 60);
const insightsRetention = {
  type: "integer",
  anyOf: [{ enum: [7, 731] }, { enum: Array.from({ length: 23 }, (_, month) => (month + 1) * 31) }],
  description: "7 days, 731, or 1 to 23 times 31",
} as const;

const groupParameters = {
  type: "array",
  items: {
    required: ["name", "value"],
    properties: {
      name: text(1, 255),
      value: unconstrained,
      applyMethod: enumOf("immediate", "pending-reboot"),
    },
  },
} as const;

/** A capacity in ACU. */
const capacity = (minimum: number): Constraint => ({
  type: "number",
  minimum,
  maximum: 256,
  multipleOf: 0.5,
  description: `${minimum} to 256 in steps of 0.5`,
});

const family = matching("[a-z-]+[\\d.]+", "an engine and its major version: aurora-postgresql17");

export const rdsConstraints: ServiceConstraints = {
  "aws:rds/cluster:Cluster": {
    page: `${api}/API_CreateDBCluster.html`,
    required: ["engine"],
    properties: {
      clusterIdentifier: identifier,
      databaseName: matching(
        "[a-zA-Z][a-zA-Z0-9_]{0,62}",
        "1 to 63 letters, digits and underscores, beginning with a letter",
      ),
      engine,
      engineMode: enumOf("provisioned", "serverless", "parallelquery", "global", "multimaster"),
      engineVersion: version,
      masterUsername: matching(
        "(?!(?:admin|rdsadmin|public)$)[a-zA-Z][a-zA-Z0-9_]{0,62}",
        "1 to 63 letters, digits and underscores, beginning with a letter, and no reserved word",
      ),
      masterPassword: matching(
        "[!#-.0-?A-~ ]{8,41}",
        '8 to 41 characters of ASCII without /, " and @',
      ),
      masterUserSecretKmsKeyId: unconstrained,
      backupRetentionPeriod: integer(1, 35),
      preferredBackupWindow: window,
      preferredMaintenanceWindow: weekWindow,
      port: integer(1_150, 65_535),
      dbSubnetGroupName: text(1, 255),
      dbClusterParameterGroupName: parameterGroupName,
      dbInstanceParameterGroupName: parameterGroupName,
      vpcSecurityGroupIds: { type: "array", items: ec2Id("sg") },
      kmsKeyId: arn("kms"),
      finalSnapshotIdentifier: matching(
        "(?!.*--)[a-zA-Z](?:[a-zA-Z0-9-]{0,253}[a-zA-Z0-9])?",
        "1 to 255 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
      ),
      snapshotIdentifier: unconstrained,
      enabledCloudwatchLogsExports: {
        type: "array",
        items: enumOf(
          "postgresql",
          "instance",
          "iam-db-auth-error",
          "audit",
          "error",
          "general",
          "slowquery",
        ),
      },
      backtrackWindow: integer(0, 259_200),
      storageType: enumOf("aurora", "aurora-iopt1", ""),
      networkType: enumOf("IPV4", "DUAL"),
      monitoringInterval,
      monitoringRoleArn: arn("iam", "role/.+"),
      performanceInsightsRetentionPeriod: insightsRetention,
      availabilityZones: { type: "array", items: unconstrained },
      serverlessv2ScalingConfiguration: {
        required: ["minCapacity", "maxCapacity"],
        properties: {
          minCapacity: capacity(0),
          maxCapacity: capacity(1),
          secondsUntilAutoPause: integer(300, 86_400),
        },
        page: `${api}/API_ServerlessV2ScalingConfiguration.html`,
      },
      tags,
    },
    rules: [
      {
        ...when(is("manageMasterUserPassword", true), hasNone("masterPassword")),
        description: "a cluster has its own password or one that RDS manages, not both",
      },
    ],
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    page: `${api}/API_CreateDBInstance.html`,
    required: ["clusterIdentifier", "engine", "instanceClass"],
    properties: {
      identifier,
      clusterIdentifier: identifier,
      engine,
      engineVersion: version,
      instanceClass: matching(
        "db\\.(?:serverless|[a-z0-9-]+\\.[a-z0-9]+)",
        "a class: db.serverless, db.r8g.large",
      ),
      dbParameterGroupName: parameterGroupName,
      dbSubnetGroupName: text(1, 255),
      promotionTier: integer(0, 15),
      monitoringInterval,
      monitoringRoleArn: arn("iam", "role/.+"),
      performanceInsightsRetentionPeriod: insightsRetention,
      preferredBackupWindow: window,
      preferredMaintenanceWindow: weekWindow,
      availabilityZone: unconstrained,
      caCertIdentifier: unconstrained,
      tags,
    },
    rules: [
      {
        ...when(
          all(has("monitoringInterval"), property("monitoringInterval", { minimum: 1 })),
          has("monitoringRoleArn"),
        ),
        description: "enhanced monitoring needs a role",
      },
    ],
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    page: `${api}/API_CreateDBClusterParameterGroup.html`,
    required: ["family"],
    properties: {
      name: parameterGroupName,
      description: unconstrained,
      family,
      parameters: groupParameters,
      tags,
    },
  },
  "aws:rds/proxy:Proxy": {
    page: `${api}/API_CreateDBProxy.html`,
    required: ["engineFamily", "roleArn", "vpcSubnetIds"],
    properties: {
      name: identifier,
      engineFamily: enumOf("MYSQL", "POSTGRESQL", "SQLSERVER"),
      defaultAuthScheme: enumOf("NONE", "IAM_AUTH"),
      roleArn: arn("iam", "role/.+"),
      vpcSubnetIds: { type: "array", minItems: 2, items: ec2Id("subnet") },
      vpcSecurityGroupIds: { type: "array", items: ec2Id("sg") },
      idleClientTimeout: integer(1, 28_800),
      auths: {
        type: "array",
        maxItems: 200,
        items: {
          properties: {
            authScheme: enumOf("SECRETS"),
            iamAuth: enumOf("DISABLED", "REQUIRED", "ENABLED"),
            secretArn: arn("secretsmanager"),
          },
        },
      },
      tags,
    },
    rules: [
      {
        anyOf: [has("auths"), is("defaultAuthScheme", "IAM_AUTH")],
        description: "a proxy logs in with secrets or with IAM",
      },
    ],
  },
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
    page: `${api}/API_ConnectionPoolConfiguration.html`,
    required: ["dbProxyName"],
    properties: {
      dbProxyName: identifier,
      connectionPoolConfig: {
        properties: {
          connectionBorrowTimeout: integer(0, 300),
          maxConnectionsPercent: integer(1, 100),
          maxIdleConnectionsPercent: integer(0, 100),
          initQuery: unconstrained,
          sessionPinningFilters: {
            type: "array",
            items: enumOf("EXCLUDE_VARIABLE_SETS"),
          },
        },
      },
    },
  },
  "aws:rds/proxyTarget:ProxyTarget": {
    page: `${api}/API_RegisterDBProxyTargets.html`,
    required: ["dbProxyName", "targetGroupName"],
    properties: {
      dbProxyName: identifier,
      targetGroupName: text(1, 255),
      dbClusterIdentifier: identifier,
      dbInstanceIdentifier: identifier,
    },
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    page: `${api}/API_CreateDBParameterGroup.html`,
    required: ["family"],
    properties: {
      name: parameterGroupName,
      description: unconstrained,
      family,
      parameters: groupParameters,
      tags,
    },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    page: `${api}/API_CreateDBSubnetGroup.html`,
    required: ["subnetIds"],
    properties: {
      name: matching(
        "(?!default$)[a-z][a-z0-9 ._-]{0,254}",
        "1 to 255 lower-case letters, digits, spaces and ._-, beginning with a letter, and not default",
      ),
      description: unconstrained,
      subnetIds: { type: "array", minItems: 2, items: ec2Id("subnet") },
      tags,
    },
  },
};
