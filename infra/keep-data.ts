import { stage } from "./stages.ts";
import { type ResourceType, transformNamed } from "./transform-named.ts";

/**
 * What happens to the resources of a stage that keeps its data, when a deploy would delete or replace them and when the stage is
 * removed: docs/adr/0018-retained-resources.md. A stage that keeps no data loses everything.
 */
type Protection = {
  /** A deploy that would delete or replace the resource fails, at its end, after everything that it creates and changes. */
  readonly protect: boolean;
  /** The resource stays in the account when the program no longer declares it. */
  readonly retain: boolean;
};

/** Data about customers and money, and the credentials to read it. */
const businessData: Protection = { protect: true, retain: true };

/** Resources that business data needs. */
const dependency: Protection = { protect: false, retain: true };

/** Messages and records in flight. They are useless without the rest of the system. */
const inFlight: Protection = { protect: true, retain: false };

if (stage.keepsData) {
  keep(aws.rds.Cluster, businessData);
  keep(aws.rds.ClusterInstance, businessData);
  keep(aws.secretsmanager.Secret, businessData);
  keep(aws.secretsmanager.SecretVersion, dependency);
  keep(aws.s3.Bucket, businessData);
  keep(aws.rds.SubnetGroup, dependency);
  keep(aws.rds.ParameterGroup, dependency);
  keep(aws.rds.ClusterParameterGroup, dependency);
  keep(aws.ec2.Vpc, dependency);
  keep(aws.ec2.Subnet, dependency);
  transformNamed(aws.ec2.SecurityGroup, "DatabaseGroup", (_args, options) =>
    setProtection(options, "DatabaseGroup", dependency),
  );
  keep(aws.cloudwatch.LogGroup, dependency);
  keep(aws.sqs.Queue, inFlight);
  keep(aws.kinesis.Stream, inFlight);
  keep(aws.dynamodb.Table, inFlight);
}

/** Protects every resource of a type. */
function keep<Args>(type: ResourceType<Args>, protection: Protection) {
  $transform(type, (_args, options, name) => setProtection(options, name, protection));
}

function setProtection(
  options: $util.CustomResourceOptions,
  name: string,
  { protect, retain }: Protection,
) {
  options.retainOnDelete = retain;
  options.protect = protect && !isLetGo(name);
}

function isLetGo(name: string): boolean {
  return stage.letsGo === "everything" || stage.letsGo.includes(name);
}
