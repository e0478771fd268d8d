import type { Json, Plan, Resource } from "../../plan.ts";
import { isObject, ownName, resourcesOf, textOf, texts } from "../../resources.ts";
import { customerKeyArn } from "../kms/kms-keys.ts";
import type { BucketDefinition, BucketNotificationDefinition } from "./bucket-definition.ts";
import { bucketPolicyOf } from "./bucket-policies.ts";

/** Every S3 bucket of the Plan. Defaults are S3's own. */
export function bucketsOf(plan: Plan): readonly BucketDefinition[] {
  return resourcesOf(plan, "aws:s3/bucket:Bucket").map((resource) => {
    const name = textOf(resource, "bucket");
    return {
      logicalName: ownName(resource),
      name,
      arn: textOf(resource, "arn"),
      versioning: versioningOf(plan, name),
      ...encryptionOf(plan, name),
      policy: bucketPolicyOf(plan, name)?.document ?? null,
      notifications: notificationsOf(plan, name),
      lifecycleRules: partsOf(
        plan,
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name,
      ).flatMap(({ inputs }) => (Array.isArray(inputs.rules) ? inputs.rules : [])),
    };
  });
}

/** Resources that configure one bucket. */
function partsOf(plan: Plan, type: string, bucket: string): readonly Resource[] {
  return resourcesOf(plan, type).filter(({ inputs }) => inputs.bucket === bucket);
}

function versioningOf(plan: Plan, bucket: string): BucketDefinition["versioning"] {
  const [resource] = partsOf(plan, "aws:s3/bucketVersioning:BucketVersioning", bucket);
  const configuration = resource?.inputs.versioningConfiguration;
  const status = isObject(configuration) ? configuration.status : undefined;
  return status === "Enabled" || status === "Suspended" ? status : "Disabled";
}

function encryptionOf(
  plan: Plan,
  bucket: string,
): Pick<BucketDefinition, "encryption" | "kmsKeyArn" | "bucketKeyEnabled"> {
  const [resource] = partsOf(
    plan,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucket,
  );
  const [rule] = objectsIn(resource?.inputs.rules);
  const [byDefault] = objectsIn(rule?.applyServerSideEncryptionByDefault);
  const algorithm = byDefault?.sseAlgorithm;
  if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") return { encryption: "AES256" };
  const kmsKeyArn = customerKeyArn(plan, byDefault?.kmsMasterKeyId);
  if (!kmsKeyArn) return { encryption: algorithm };
  return { encryption: algorithm, kmsKeyArn, bucketKeyEnabled: rule?.bucketKeyEnabled === true };
}

function notificationsOf(plan: Plan, bucket: string): readonly BucketNotificationDefinition[] {
  const resources = partsOf(plan, "aws:s3/bucketNotification:BucketNotification", bucket);
  return resources.flatMap(({ name, inputs }) => [
    ...targetsIn(name, inputs.lambdaFunctions, "function", "lambdaFunctionArn"),
    ...targetsIn(name, inputs.queues, "queue", "queueArn"),
    ...targetsIn(name, inputs.topics, "topic", "topicArn"),
    ...(inputs.eventbridge === true ? [everythingTo(name)] : []),
  ]);
}

function targetsIn(
  resourceName: string,
  list: Json | undefined,
  target: "function" | "queue" | "topic",
  arnKey: string,
): readonly BucketNotificationDefinition[] {
  return objectsIn(list).map((entry, index) => ({
    id: String(entry.id ?? `${resourceName}-${index}`),
    target,
    targetArn: String(entry[arnKey]),
    events: texts(entry.events),
    prefix: String(entry.filterPrefix ?? ""),
    suffix: String(entry.filterSuffix ?? ""),
  }));
}

function everythingTo(resourceName: string): BucketNotificationDefinition {
  return {
    id: `${resourceName}-eventbridge`,
    target: "event-bus",
    targetArn: "",
    events: ["s3:*"],
    prefix: "",
    suffix: "",
  };
}

function objectsIn(value: Json | undefined) {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
