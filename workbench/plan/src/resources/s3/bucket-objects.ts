import type { Plan, Resource } from "../../plan.ts";
import { resourcesOf, textOf } from "../../resources.ts";
import { bucketsOf } from "./buckets.ts";

/** An object that the program itself creates in one of its buckets. */
export type BucketObjectDefinition = {
  /** The name in infra/. */
  readonly logicalName: string;
  /** The bucket's name. */
  readonly bucket: string;
  readonly key: string;
  readonly content: string;
  readonly contentType?: string;
};

/** Tags are not stored: nothing in the local stage reads them. */
const read = new Set(["bucket", "key", "content", "contentType", "tags"]);

/** The objects in the Plan's own buckets, without those of `unreadObjectsOf`. */
export function bucketObjectsOf(plan: Plan): readonly BucketObjectDefinition[] {
  return ownObjects(plan)
    .filter((resource) => unreadInputsOf(resource).length === 0)
    .map((resource) => {
      const { contentType } = resource.inputs;
      return {
        logicalName: resource.name,
        bucket: textOf(resource, "bucket"),
        key: textOf(resource, "key"),
        content: String(resource.inputs.content ?? ""),
        ...(typeof contentType === "string" ? { contentType } : {}),
      };
    });
}

/** The objects with inputs that `bucketObjectsOf` does not support, such as `source`. */
export function unreadObjectsOf(
  plan: Plan,
): readonly { readonly logicalName: string; readonly inputs: readonly string[] }[] {
  return ownObjects(plan)
    .map((resource) => ({ logicalName: resource.name, inputs: unreadInputsOf(resource) }))
    .filter(({ inputs }) => inputs.length > 0);
}

/** The objects in the program's own buckets: SST uploads code into another bucket. */
function ownObjects(plan: Plan): readonly Resource[] {
  const buckets = new Set(bucketsOf(plan).map(({ name }) => name));
  return resourcesOf(plan, "aws:s3/bucketObjectv2:BucketObjectv2").filter(({ inputs }) =>
    buckets.has(String(inputs.bucket)),
  );
}

function unreadInputsOf({ inputs }: Resource): readonly string[] {
  return Object.keys(inputs).filter((name) => !read.has(name));
}
