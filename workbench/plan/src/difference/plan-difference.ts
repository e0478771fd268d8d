import { isDeepStrictEqual } from "node:util";
import type { Json, Plan, Resource } from "../plan.ts";
import { isObject } from "../resources.ts";

/** How one resource differs between two Plans. */
export type Change = {
  /** `replaced`: a new resource with another ARN or id. The data of the old one is not moved. */
  readonly kind: "created" | "removed" | "changed" | "replaced";
  /** The name of its component and its logical name: `Orders/OrdersQueue`. */
  readonly resource: string;
  readonly type: string;
  /** By path: `redrivePolicy.maxReceiveCount`. */
  readonly properties: readonly {
    readonly path: string;
    readonly before?: Json;
    readonly after?: Json;
  }[];
};

/** How two Plans differ. */
export type PlanDifference = {
  readonly changes: readonly Change[];
  /** The logical names of functions in both Plans whose code differs. */
  readonly code: readonly string[];
};

/** Compares two Plans of one stage. SST's components are left out, because their resources are compared. */
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

/** Policies and definitions may be JSON text. */
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
