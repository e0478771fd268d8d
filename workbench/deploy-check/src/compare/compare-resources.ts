import type { Json, Plan, Resource, ResourceOptions } from "@stagecraft/plan/plan";
import { nameInUrn } from "@stagecraft/plan/program/urn";
import { resourceKey } from "@stagecraft/plan/resources";
import type { Registration } from "../engine/registration.ts";
import { differences, shownDifference } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { type Rename, renamed, renamedText } from "./renames.ts";

export type ResourceContext = {
  readonly renames: readonly Rename[];
  /** Values that only the deploy was given, and not the Plan. */
  readonly supplied: readonly string[];
};

/** The compared parts of a resource. */
type Comparable = {
  readonly inputs: Json;
  readonly outputs: Json;
  readonly parent: Json;
  readonly dependsOn: Json;
  readonly options: Json;
};

/** Pulumi's own resources: the stack and the providers. */
const isPulumis = (type: string) => /^pulumi:/.test(type);

/**
 * Compares the resources that a deploy registered with the Plan. Random suffixes of names, generated values and the folders of built
 * files are ignored.
 */
export function compareResources(
  plan: Plan,
  registrations: readonly Registration[],
  { renames, supplied }: ResourceContext,
): readonly Finding[] {
  const planned = byKey(plan.resources);
  const registered = byKey(
    registrations.map((each) => ({ ...each, name: renamedText(each.name, renames) })),
  );
  const finding = (subject: string, message: string): Finding => ({
    rule: "resources",
    subject,
    message,
  });
  return [
    ...[...registered.keys()]
      .filter((key) => !planned.has(key))
      .map((key) => finding(key, "is registered at a deploy, but the Plan does not have it")),
    ...[...planned].flatMap(([key, resource]) => {
      const found = registered.get(key);
      if (!found) return [finding(key, "is in the Plan, but the deploy does not register it")];
      return differences(planSide(resource), deploySide(found, renames))
        .filter(({ deployed }) => !supplied.includes(deployed as string))
        .map((each) => finding(key, shownDifference(each)));
    }),
  ];
}

function byKey<T extends Pick<Resource, "type" | "name">>(
  resources: readonly T[],
): ReadonlyMap<string, T> {
  const checked = resources.filter(({ type }) => !isPulumis(type));
  return new Map(checked.map((each) => [resourceKey(each), each]));
}

function planSide({ inputs, outputs, parent, dependsOn, options = {} }: Resource): Comparable {
  return { inputs, outputs, parent, dependsOn: [...dependsOn], options: optionsJson(options) };
}

function deploySide(registration: Registration, renames: readonly Rename[]): Comparable {
  const { inputs, outputs, parent, dependsOn, options, custom } = registration;
  return {
    inputs: renamed(inputs, renames),
    // The Plan does not contain the outputs of components.
    outputs: custom ? renamed(outputs, renames) : {},
    parent: renamed(nameInUrn(parent) ?? null, renames),
    dependsOn: renamed(
      [...new Set(dependsOn.flatMap((urn) => nameInUrn(urn) ?? []))],
      renames,
    ).toSorted(),
    options: optionsJson(options),
  };
}

function optionsJson(options: ResourceOptions): Json {
  return JSON.parse(JSON.stringify(options)) as Json;
}
