import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { cloudFormationTypes } from "../cloudformation-types.ts";

/** The effect of changing a property: published for CloudFormation, which calls the same APIs as Pulumi's provider. */
export type Replacement = "in place" | "replaces" | "may replace";

/** Settings of Pulumi's provider that change nothing in AWS. */
const providerSettings = new Set([
  ...["applyImmediately", "allowMajorVersionUpgrade", "skipFinalSnapshot", "forceDestroy"],
  ...["finalSnapshotIdentifier", "publish", "tags", "tagsAll"],
]);

let database: ReturnType<typeof loadAwsServiceSpecSync> | undefined;

/**
 * What happens to a resource when one of its inputs changes. An unknown type or property gives "may replace", never "in place".
 */
export function replacementBy(pulumiType: string, property: string): Replacement {
  if (providerSettings.has(property)) return "in place";
  const names = cloudFormationTypes[pulumiType];
  if (!names) return "may replace";
  database ??= loadAwsServiceSpecSync();
  const [resource] = database.lookup("resource", "cloudFormationType", "equals", names.type);
  const wanted = (names.properties?.[property] ?? property).toLowerCase();
  const found = Object.entries(resource?.properties ?? {}).find(
    ([name]) => name.toLowerCase() === wanted,
  );
  if (!found) return "may replace";
  switch (found[1].causesReplacement) {
    case "yes":
      return "replaces";
    case "maybe":
      return "may replace";
    default:
      return "in place";
  }
}
