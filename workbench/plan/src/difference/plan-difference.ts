import { isDeepStrictEqual } from "node:util";
import type { Json, Plan, Resource } from "../plan.ts";
import { isObject } from "../resources.ts";

/** What becomes of one resource from one Plan to another. */
export type Change = {
  /** `replaced` is another resource for AWS, with another ARN or id: what the old one held does not move. */
  readonly kind: "created" | "removed" | "changed" | "replaced";
  /** The component that makes it and its own logical name: `Orders/OrdersQueue`. */
  readonly resource: string;
  readonly type: string;
  /** By path: `redrivePolicy.maxReceiveCount`. */
  readonly properties: readonly {
    readonly path: string;
    readonly before?: Json;
    readonly after?: Json;
  }[];
};

/** What a deploy of `after` would do to `before`. */
export type PlanDifference = {
  readonly changes: readonly Change[];
  /** Functions, by logical name, that keep their place and have other code. */
  readonly code: readonly string[];
};

/** Compares two Plans of one stage. SST's components are left out: what they make stands for them. */
export function planDifference(before: Plan, after: Plan): PlanDifference {
  const old = byKey(before);
  const fresh = byKey(after);
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    changeOf(old.get(key), fresh.get(key)),
  );
  const code = Object.entries(after.bundles)
    .filter(([name, { sha256 }]) => (before.bundles[name]?.sha256 ?? sha256) !== sha256)
    .map(([name]) => name);
  return { changes, code };
}

function byKey(plan: Plan): Map<string, Resource> {
  return new Map(
    plan.resources
      .filter(({ type }) => !type.startsWith("sst:"))
      .map((resource) => [`${resource.type} ${resource.name}`, resource]),
  );
}

function changeOf(before: Resource | undefined, after: Resource | undefined): Change[] {
  const { parent, name, type } = (after ?? before) as Resource;
  const resource = parent === null ? name : `${parent}/${name}`;
  if (!before) return [{ kind: "created", resource, type, properties: [] }];
  if (!after) return [{ kind: "removed", resource, type, properties: [] }];
  const properties = differences(before.inputs, after.inputs, "");
  const replaced = ["arn", "id"].some((key) => before.outputs[key] !== after.outputs[key]);
  if (properties.length === 0 && !replaced) return [];
  return [{ kind: replaced ? "replaced" : "changed", resource, type, properties }];
}

function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
): Change["properties"] {
  const [old, fresh] = [readJson(before), readJson(after)];
  if (isDeepStrictEqual(old, fresh)) return [];
  if (!isNested(old) || !isNested(fresh) || Array.isArray(old) !== Array.isArray(fresh)) {
    return [
      {
        path,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  }
  const keys = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...keys].flatMap((key) =>
    differences(at(old, key), at(fresh, key), path ? `${path}.${key}` : key),
  );
}

/** Policies and definitions are JSON within a text. */
function readJson(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function isNested(value: Json | undefined): value is Json[] | { [key: string]: Json } {
  return Array.isArray(value) || isObject(value);
}

function at(value: Json[] | { [key: string]: Json }, key: string): Json | undefined {
  return Array.isArray(value) ? value[Number(key)] : value[key];
}
