import type { Resource } from "@stagecraft/plan/plan";
import { isObject, ownName, resourcesOf } from "@stagecraft/plan/resources";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";
import { settingsFile } from "../governance-settings.ts";

const rule = "governance/unkept-store";

/** Types that hold data. */
const holdsData =
  /:(dynamodb|rds|docdb|neptune|elasticache|memorydb|efs|fsx|dsql|kinesis|sqs|s3|opensearch|redshift|timestreamwrite|msk|backup|secretsmanager)\/\w+:(Table|GlobalTable|Cluster|ClusterInstance|Instance|ReplicationGroup|FileSystem|Stream|Queue|Bucket|BucketV2|Domain|Vault|Secret|Database)$/;

/** The inputs with a resource's name. */
const nameInputs = ["name", "bucket", "clusterIdentifier", "identifier"] as const;

/**
 * On a stage that keeps its data (`removal: "retain"`), resources with other deletion options than decided, types with data that nobody
 * has decided about, databases without protection or backups, and retained resources whose fixed name the next deploy collides with.
 */
export function unkeptStore(facts: GovernanceFacts): readonly Finding[] {
  if (facts.plan.removal !== "retain") return [];
  return [...optionsDiffer(facts), ...unprotectedDatabases(facts), ...fixedNames(facts)];
}

function optionsDiffer({ plan, settings: { kept } }: GovernanceFacts): readonly Finding[] {
  return plan.resources.flatMap((resource): readonly Finding[] => {
    const { type, name, options = {} } = resource;
    const decided = kept[type];
    if (!decided) {
      return holdsData.test(type)
        ? [
            found(
              name,
              `It holds data, and nobody has decided whether ${type} outlives its stage.`,
              `Add "${type}" to "kept" in ${settingsFile}, and to infra/keep-data.ts`,
            ),
          ]
        : [];
    }
    const has = { protect: options.protect === true, retain: options.retainOnDelete === true };
    if (has.protect === decided.protect && has.retain === decided.retain) return [];
    return [
      found(
        name,
        `It ${text(has)}, and it is decided that it ${text(decided)}: ${decided.reason}.`,
        `Keep ${type} in infra/keep-data.ts, or decide otherwise in ${settingsFile}`,
      ),
    ];
  });
}

function text({ protect, retain }: { readonly protect: boolean; readonly retain: boolean }) {
  const deleted = protect ? "is protected from a deploy" : "can be deleted by a deploy";
  return `${deleted} and ${retain ? "stays after" : "goes with"} a removal`;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html */
function unprotectedDatabases({ plan }: GovernanceFacts): readonly Finding[] {
  return ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"]
    .flatMap((type) => resourcesOf(plan, type))
    .flatMap((database): readonly Finding[] => {
      const { deletionProtection, skipFinalSnapshot, backupRetentionPeriod } = database.inputs;
      const problems = [
        ...(deletionProtection === true ? [] : ["deletionProtection: true"]),
        ...(skipFinalSnapshot === false ? [] : ["skipFinalSnapshot: false"]),
        ...(Number(backupRetentionPeriod ?? 1) >= leastBackupDays
          ? []
          : [`backupRetentionPeriod: ${leastBackupDays}`]),
      ];
      if (problems.length === 0) return [];
      return [
        found(
          ownName(database),
          "A person or a deploy can delete the database for good, or an old mistake cannot be undone.",
          problems.join(", "),
        ),
      ];
    })
    .concat(
      resourcesOf(plan, "aws:dynamodb/table:Table")
        .filter(({ options }) => options?.retainOnDelete)
        .filter(({ inputs }) => !hasRecovery(inputs.pointInTimeRecovery))
        .map((table) =>
          found(
            ownName(table),
            "It outlives its stage, and has no point-in-time recovery.",
            "pointInTimeRecovery: { enabled: true }",
          ),
        ),
    );
}

/** A mistake is found within a week. */
const leastBackupDays = 7;

function hasRecovery(setting: Resource["inputs"][string] | undefined): boolean {
  return isObject(setting) && setting.enabled === true;
}

/** A name that AWS or SST has completed ends in eight letters, and so does not collide. */
function fixedNames({ plan }: GovernanceFacts): readonly Finding[] {
  const generated = /-[a-z]{8}(\.fifo)?$/;
  return plan.resources
    .filter(({ options, type }) => options?.retainOnDelete && !type.endsWith(":SecretVersion"))
    .flatMap(({ name, inputs }) =>
      nameInputs
        .filter((key) => typeof inputs[key] === "string" && !generated.test(String(inputs[key])))
        .map((key) =>
          found(
            name,
            `It stays after a removal under the fixed name ${inputs[key]}: the next deploy of the stage cannot create it.`,
            `Leave out "${key}", or use namePrefix`,
          ),
        ),
    );
}

function found(resource: string, message: string, fix: string): Finding {
  return { rule, severity: "error", resource, message, fix };
}
