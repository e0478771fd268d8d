import type { Json } from "@stagecraft/plan/plan";

/** A path at which two values differ: `inputs.tags.Name`. */
export type Difference = {
  readonly path: string;
  readonly planned: Json | undefined;
  readonly deployed: Json | undefined;
};

/** The innermost paths at which two values differ. */
export function differences(
  planned: Readable | undefined,
  deployed: Readable | undefined,
  path = "",
): readonly Difference[] {
  if (planned === deployed) return [];
  if (
    isBranch(planned) &&
    isBranch(deployed) &&
    Array.isArray(planned) === Array.isArray(deployed)
  ) {
    const keys = new Set([...Object.keys(planned), ...Object.keys(deployed)]);
    return [...keys].flatMap((key) =>
      differences(
        childOf(planned, key),
        childOf(deployed, key),
        path === "" ? key : `${path}.${key}`,
      ),
    );
  }
  return [{ path, planned: planned as Json, deployed: deployed as Json }];
}

/** A difference as a sentence. */
export function shownDifference({ path, planned, deployed }: Difference): string {
  return `${path} is ${shown(planned)} in the Plan and ${shown(deployed)} at a deploy`;
}

const shownLength = 300;

function shown(value: Json | undefined): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > shownLength ? `${text.slice(0, shownLength)}...` : text;
}

/** Read-only JSON. */
type Readable = Json | { readonly [key: string]: Json };

type Branch = Json[] | { readonly [key: string]: Json };

function isBranch(value: Readable | undefined): value is Branch {
  return typeof value === "object" && value !== null;
}

function childOf(value: Branch, key: string): Json | undefined {
  return (value as Record<string, Json>)[key];
}
