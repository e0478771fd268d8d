import type { Json, Plan, Resource, ResourceOptions } from "@stagecraft/plan/plan";
import { nameInUrn } from "@stagecraft/plan/program/urn";
import { resourceKey } from "@stagecraft/plan/resources";
import type { Registration } from "../engine/registration.ts";
import { differences, shownDifference } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { type Rename, renamed, renamedText } from "./renames.ts";

export type ResourceContext = {
  readonly renames: readonly Rename[];
  /** Values that the deploy was given, and the Plan was not. */
  readonly supplied: readonly string[];
};

/** A resource as both sides tell of it. */
type Comparable = {
  readonly inputs: Json;
  readonly outputs: Json;
  readonly parent: Json;
  readonly dependsOn: Json;
  readonly options: Json;
};

/** Pulumi's own: the stack, and the providers with which it makes the rest. */
const isPulumis = (type: string) => /^pulumi:/.test(type);

/**
 * Holds what a deploy registered against the Plan. Names that SST ends in random letters, values that are generated and the
 * folder of what was built are taken for the same.
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
      .map((key) => finding(key, "is registered at a deploy, and the Plan does not have it")),
    ...[...planned].flatMap(([key, resource]) => {
      const found = registered.get(key);
      if (!found) return [finding(key, "is in the Plan, and no deploy registers it")];
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
    // What a component gives back is the program's own, which the Plan does not carry.
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
