import {
  all,
  arn,
  type Constraint,
  ec2Id,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  tags,
  text,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference";

const identifier = like(
  "(?!.*--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?",
  "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
);

const parameterGroupName = like(
  "(?!.*--)[a-z](?:[a-z0-9-]{0,253}[a-z0-9])?",
  "1 to 255 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
);

const engine = oneOf("aurora-postgresql", "aurora-mysql", "postgres", "mysql");
const version = like("\\d+(?:\\.\\d+)*(?:\\.mysql_aurora[.\\d]+)?", "a version's number: 17.7");

const window = like(
  "(?:[01]\\d|2[0-3]):[0-5]\\d-(?:[01]\\d|2[0-3]):[0-5]\\d",
  "hours in UTC: 03:00-03:30",
);
const day = "(?:mon|tue|wed|thu|fri|sat|sun)";
const weekWindow = like(
  `${day}:(?:[01]\\d|2[0-3]):[0-5]\\d-${day}:(?:[01]\\d|2[0-3]):[0-5]\\d`,
  "days and hours in UTC: sun:03:00-sun:03:30",
);

const monitoringInterval = oneOf(0, 1, 5, 10, 15, 30, 60);
const insightsRetention = {
  type: "integer",
  anyOf: [{ enum: [7, 731] }, { enum: Array.from({ length: 23 }, (_, month) => (month + 1) * 31) }],
  says: "7 days, 731, or 1 to 23 times 31",
} as const;

const groupParameters = {
  type: "array",
  items: {
    required: ["name", "value"],
    properties: {
      name: text(1, 255),
      value: free,
      applyMethod: oneOf("immediate", "pending-reboot"),
    },
  },
} as const;

/** In ACU. */
const capacity = (minimum: number): Constraint => ({
  type: "number",
  minimum,
  maximum: 256,
  multipleOf: 0.5,
  says: `${minimum} to 256 in steps of 0.5`,
});

const family = like("[a-z-]+[\\d.]+", "an engine and its major version: aurora-postgresql17");

export const rdsConstraints: ServiceConstraints = {
  "aws:rds/cluster:Cluster": {
    page: `${api}/API_CreateDBCluster.html`,
    required: ["engine"],
    properties: {
      clusterIdentifier: identifier,
      databaseName: like(
        "[a-zA-Z][a-zA-Z0-9_]{0,62}",
        "1 to 63 letters, digits and underscores, beginning with a letter",
      ),
      engine,
      engineMode: oneOf("provisioned", "serverless", "parallelquery", "global", "multimaster"),
      engineVersion: version,
      masterUsername: like(
        "(?!(?:admin|rdsadmin|public)$)[a-zA-Z][a-zA-Z0-9_]{0,62}",
        "1 to 63 letters, digits and underscores, beginning with a letter, and no word that is reserved",
      ),
      masterPassword: like("[!#-.0-?A-~ ]{8,41}", '8 to 41 characters of ASCII without /, " and @'),
      masterUserSecretKmsKeyId: free,
      backupRetentionPeriod: integer(1, 35),
      preferredBackupWindow: window,
      preferredMaintenanceWindow: weekWindow,
      port: integer(1_150, 65_535),
      dbSubnetGroupName: text(1, 255),
      dbClusterParameterGroupName: parameterGroupName,
      dbInstanceParameterGroupName: parameterGroupName,
      vpcSecurityGroupIds: { type: "array", items: ec2Id("sg") },
      kmsKeyId: arn("kms"),
      finalSnapshotIdentifier: like(
        "(?!.*--)[a-zA-Z](?:[a-zA-Z0-9-]{0,253}[a-zA-Z0-9])?",
        "1 to 255 letters, digits and single hyphens, beginning with a letter and not ending with a hyphen",
      ),
      snapshotIdentifier: free,
      enabledCloudwatchLogsExports: {
        type: "array",
        items: oneOf(
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
      storageType: oneOf("aurora", "aurora-iopt1", ""),
      networkType: oneOf("IPV4", "DUAL"),
      monitoringInterval,
      monitoringRoleArn: arn("iam", "role/.+"),
      performanceInsightsRetentionPeriod: insightsRetention,
      availabilityZones: { type: "array", items: free },
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
    together: [
      {
        ...when(is("manageMasterUserPassword", true), hasNone("masterPassword")),
        says: "a cluster has a password of its own or one that RDS manages, not both",
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
      instanceClass: like(
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
      availabilityZone: free,
      caCertIdentifier: free,
      tags,
    },
    together: [
      {
        ...when(
          all(has("monitoringInterval"), its("monitoringInterval", { minimum: 1 })),
          has("monitoringRoleArn"),
        ),
        says: "enhanced monitoring needs a role",
      },
    ],
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    page: `${api}/API_CreateDBClusterParameterGroup.html`,
    required: ["family"],
    properties: {
      name: parameterGroupName,
      description: free,
      family,
      parameters: groupParameters,
      tags,
    },
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    page: `${api}/API_CreateDBParameterGroup.html`,
    required: ["family"],
    properties: {
      name: parameterGroupName,
      description: free,
      family,
      parameters: groupParameters,
      tags,
    },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    page: `${api}/API_CreateDBSubnetGroup.html`,
    required: ["subnetIds"],
    properties: {
      name: like(
        "(?!default$)[a-z][a-z0-9 ._-]{0,254}",
        "1 to 255 lower-case letters, digits, spaces and ._-, beginning with a letter, and not default",
      ),
      description: free,
      subnetIds: { type: "array", minItems: 2, items: ec2Id("subnet") },
      tags,
    },
  },
};
