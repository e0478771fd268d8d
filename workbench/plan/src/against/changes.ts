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
    /** Removed from the program, and kept in the account. */
    | "keep";
  /** The inputs that differ, with the effect of each on the resource. */
  readonly inputs: readonly { readonly name: string; readonly effect: Replacement }[];
  /** What a person has to know before such a deploy. */
  readonly warning?: string;
};

/** The data that is lost with a resource, by type. */
const contents: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "its log",
  "aws:dynamodb/table:Table": "its items",
  "aws:kinesis/stream:Stream": "its records, and the position of every consumer",
  "aws:rds/cluster:Cluster": "its databases",
  "aws:s3/bucket:Bucket": "its objects",
  "aws:secretsmanager/secret:Secret": "its value",
  "aws:sqs/queue:Queue": "its messages",
};

/** What a deploy of `after` would do to the resources that `before` has deployed, sorted by type and name. */
export function changesBetween(before: Plan, after: Plan): readonly Change[] {
  const old = byKey(before.resources);
  const next = byKey(after.resources);
  const keys = [...new Set([...old.keys(), ...next.keys()])].toSorted();
  return keys.flatMap((key) => changeOf(old.get(key), next.get(key)) ?? []);
}

/** Without components, which are only groups, and without uploads of code, whose names depend on the code. */
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
    return { type, name, fate, inputs: [], ...warningOf(old, fate, []) };
  }
  const inputs = changedInputs(old, next).map((input) => ({
    name: input,
    effect: replacementBy(type, input),
  }));
  if (inputs.length === 0) return undefined;
  const fate = fateBy(inputs.map(({ effect }) => effect));
  return { type, name, fate, inputs, ...warningOf(old, fate, upgrades(old, next)) };
}

function fateBy(effects: readonly Replacement[]): Change["fate"] {
  if (effects.includes("replaces")) return "replace";
  return effects.includes("may replace") ? "may replace" : "change in place";
}

function warningOf(
  { type, options }: Resource,
  fate: Change["fate"],
  more: readonly string[],
): { warning?: string } {
  const content = contents[type];
  const warnings = [...more];
  if (content && (fate === "delete" || fate === "replace")) {
    warnings.unshift(
      options?.protect ? protectedFrom(fate, content) : `DATA LOSS: ${content} would be lost`,
    );
  }
  if (content && fate === "keep") {
    warnings.unshift(
      options?.protect
        ? `FAILS AT THE END: it is protected; everything else is deployed before, and runs without ${content}`
        : `LEFT BEHIND: ${content} would stay in the account, and the program would run without`,
    );
  }
  if (content && fate === "may replace") {
    warnings.unshift(`DATA AT RISK: if it is replaced, ${content} would be lost`);
  }
  return warnings.length > 0 ? { warning: warnings.join("; ") } : {};
}

/**
 * Pulumi refuses a replacement at once, and a deletion only at the end:
 * https://www.pulumi.com/docs/iac/concepts/resources/options/protect/
 */
function protectedFrom(fate: "delete" | "replace", content: string): string {
  return fate === "replace"
    ? `REFUSED: it is protected, and ${content} would be lost`
    : `FAILS AT THE END: it is protected, and ${content} would be lost; everything else is deployed before`;
}

/** Warns of an upgrade to another major version of the database engine. */
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
