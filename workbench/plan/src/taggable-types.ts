import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "./plan.ts";

/**
 * The types among the Plan's resources that can have tags: the provider's class of such a type has the output `tagsAll`, which holds the
 * resource's own tags and the provider's default tags. https://www.pulumi.com/registry/packages/aws/api-docs/sqs/queue/#outputs
 * @throws Error naming a type of the AWS provider whose class is missing, so that it does not count as one without tags
 */
export async function taggableTypes(
  root: string,
  { resources }: Pick<Plan, "resources">,
): Promise<ReadonlySet<string>> {
  const types = [...new Set(resources.map(({ type }) => type))];
  const found = await Promise.all(
    types.map(async (type) => ((await canHaveTags(root, type)) ? [type] : [])),
  );
  return new Set(found.flat());
}

/** `aws:sqs/queue:Queue` is in `sqs/queue.js` of the provider's package. */
async function canHaveTags(root: string, type: string): Promise<boolean> {
  const module = /^aws:([^:]+):/.exec(type)?.[1];
  if (module === undefined) return false;
  const file = join(root, ".sst/platform/node_modules/@pulumi/aws", `${module}.js`);
  return (await readFile(file, "utf8")).includes('"tagsAll"');
}
