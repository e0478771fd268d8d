import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { cloudFormationTypes } from "../cloudformation-types.ts";

/** What changing a property means: published for CloudFormation, which calls the same APIs as Pulumi's provider. */
export type Replacement = "in place" | "replaces" | "may replace";

/** What only tells Pulumi's provider how to go about it, and changes nothing of AWS's. */
const providersOwn = new Set([
  ...["applyImmediately", "allowMajorVersionUpgrade", "skipFinalSnapshot", "forceDestroy"],
  ...["finalSnapshotIdentifier", "tags", "tagsAll"],
]);

let database: ReturnType<typeof loadAwsServiceSpecSync> | undefined;

/**
 * What it means for a resource when one of its inputs changes. A type that is not known, and what nobody has published, or is called otherwise here, may replace
 * it: never "in place".
 */
export function replacementBy(pulumiType: string, property: string): Replacement {
  if (providersOwn.has(property)) return "in place";
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
