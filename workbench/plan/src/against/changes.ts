import type { Plan, Resource } from "../plan.ts";
import { changedInputs, resourceKey } from "../resources.ts";
import { type Replacement, replacementBy } from "./replacements.ts";

/** What a deploy would do with one resource. */
export type Change = {
  readonly type: string;
  readonly name: string;
  readonly fate:
    | "create"
    | "change in place"
    | "may replace"
    | "replace"
    | "delete"
    /** Out of the program, and left in the account. */
    | "keep";
  /** The inputs that differ, with what each means for the resource. */
  readonly inputs: readonly { readonly name: string; readonly means: Replacement }[];
  /** What a person has to know before such a deploy, in a sentence. */
  readonly warning?: string;
};

/** What is lost with a resource of a type, in a person's words. */
const contents: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "its log",
  "aws:dynamodb/table:Table": "its items",
  "aws:kinesis/stream:Stream": "its records, and every consumer's place in them",
  "aws:rds/cluster:Cluster": "its databases",
  "aws:s3/bucket:Bucket": "its objects",
  "aws:secretsmanager/secret:Secret": "its value",
  "aws:sqs/queue:Queue": "its messages",
};

/** What deploying `after` would do to what `before` has deployed, in the order of types and names. */
export function changesBetween(before: Plan, after: Plan): readonly Change[] {
  const old = byKey(before.resources);
  const next = byKey(after.resources);
  const keys = [...new Set([...old.keys(), ...next.keys()])].toSorted();
  return keys.flatMap((key) => changeOf(old.get(key), next.get(key)) ?? []);
}

/** Components are groups, and what an upload of code is called follows from the code. */
function byKey(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const real = resources.filter(
    ({ type, inputs }) =>
      !type.startsWith("sst:") &&
      (type !== "aws:s3/bucketObjectv2:BucketObjectv2" || inputs.source === undefined),
  );
  return new Map(real.map((each) => [resourceKey(each), each]));
}

function changeOf(old: Resource | undefined, next: Resource | undefined): Change | undefined {
  const { type, name } = (next ?? old) as Resource;
  if (!old) return { type, name, fate: "create", inputs: [] };
  if (!next) {
    const fate = old.options?.retainOnDelete ? "keep" : "delete";
    return { type, name, fate, inputs: [], ...warned(old, fate, []) };
  }
  const inputs = changedInputs(old, next).map((input) => ({
    name: input,
    means: replacementBy(type, input),
  }));
  if (inputs.length === 0) return undefined;
  const fate = fateBy(inputs.map(({ means }) => means));
  return { type, name, fate, inputs, ...warned(old, fate, upgrades(old, next)) };
}

function fateBy(meanings: readonly Replacement[]): Change["fate"] {
  if (meanings.includes("replaces")) return "replace";
  return meanings.includes("may replace") ? "may replace" : "change in place";
}

function warned(
  { type, options }: Resource,
  fate: Change["fate"],
  more: readonly string[],
): { warning?: string } {
  const content = contents[type];
  const warnings = [...more];
  if (content && (fate === "delete" || fate === "replace")) {
    warnings.unshift(
      options?.protect ? protectedFrom(fate, content) : `DATA LOSS: ${content} would be gone`,
    );
  }
  if (content && fate === "keep") {
    warnings.unshift(
      options?.protect
        ? `FAILS AT ITS END: it is protected; everything else is deployed before, and goes on without ${content}`
        : `LEFT BEHIND: ${content} would stay in the account, and the program would go on without`,
    );
  }
  if (content && fate === "may replace") {
    warnings.unshift(`DATA AT RISK: if it is replaced, ${content} would be gone`);
  }
  return warnings.length > 0 ? { warning: warnings.join("; ") } : {};
}

/**
 * Pulumi refuses a replacement where it comes to it, and a deletion after everything else:
 * https://www.pulumi.com/docs/iac/concepts/resources/options/protect/
 */
function protectedFrom(fate: "delete" | "replace", content: string): string {
  return fate === "replace"
    ? `REFUSED: it is protected, and ${content} would be lost`
    : `FAILS AT ITS END: it is protected, and ${content} would be lost; everything else is deployed before`;
}

/** A cluster's engine goes from one major version to the next. */
function upgrades(old: Resource, next: Resource): readonly string[] {
  if (old.type !== "aws:rds/cluster:Cluster") return [];
  const [from, to] = [old, next].map(({ inputs }) => String(inputs.engineVersion).split(".")[0]);
  if (from === to) return [];
  const when = next.inputs.applyImmediately === true ? "at once" : "in the maintenance window";
  const may = next.inputs.allowMajorVersionUpgrade === true;
  return [
    may
      ? `MAJOR UPGRADE from ${from} to ${to}, ${when}`
      : `REFUSED: a major upgrade from ${from} to ${to} is not allowed by allowMajorVersionUpgrade`,
  ];
}
