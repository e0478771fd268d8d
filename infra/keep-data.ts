import { stage } from "./stages.ts";

/**
 * What becomes of each store of a stage that keeps its data, when a deploy would delete or replace it, and when the stage is
 * removed: docs/adr/0018-what-stays.md. A stage that keeps none loses everything.
 */
type Fate = {
  /** Fails a deploy that would delete or replace it, or let go of it: at the deploy's end, after all that it creates and changes. */
  readonly protect: boolean;
  /** Leaves it in the account when the program no longer has it. */
  readonly retain: boolean;
};

/** What is known of customers and money, and what it takes to read it. */
const record: Fate = { protect: true, retain: true };

/** What a record stands in. */
const ground: Fate = { protect: false, retain: true };

/** What is on its way, and means nothing without the system around it. */
const underWay: Fate = { protect: true, retain: false };

if (stage.keepsData) {
  decide(aws.rds.Cluster, record);
  decide(aws.rds.ClusterInstance, record);
  decide(aws.secretsmanager.Secret, record);
  decide(aws.secretsmanager.SecretVersion, ground);
  decide(aws.s3.Bucket, record);
  decide(aws.rds.SubnetGroup, ground);
  decide(aws.rds.ParameterGroup, ground);
  decide(aws.rds.ClusterParameterGroup, ground);
  decide(aws.ec2.Vpc, ground);
  decide(aws.ec2.Subnet, ground);
  decide(aws.ec2.SecurityGroup, ground, "DatabaseGroup");
  decide(aws.cloudwatch.LogGroup, ground);
  decide(aws.sqs.Queue, underWay);
  decide(aws.kinesis.Stream, underWay);
  decide(aws.dynamodb.Table, underWay);
}

function isLetGo(name: string): boolean {
  return stage.letsGo === "everything" || stage.letsGo.includes(name);
}

type ResourceType<Args> = new (
  name: string,
  args: Args,
  options?: $util.CustomResourceOptions,
) => unknown;

/** Decides for every resource of a type, or for the one of that name. */
function decide<Args>(type: ResourceType<Args>, { protect, retain }: Fate, only?: string) {
  $transform(type, (_args, options, name) => {
    if (!options || (only !== undefined && name !== only)) return;
    options.retainOnDelete = retain;
    options.protect = protect && !isLetGo(name);
  });
}
