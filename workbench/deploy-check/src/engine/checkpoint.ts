import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Registration } from "./registration.ts";

/** `organization/APP/STAGE`, as the CLI names a stack. */
export type Stack = { readonly app: string; readonly stage: string };

export function stackNamed(name: string): Stack {
  const [, app = "", stage = ""] = name.split("/");
  return { app, stage };
}

/** Where a file backend keeps a stack's checkpoint: https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
function checkpointFile({ app, stage }: Stack): string {
  return join(".pulumi", "stacks", app, `${stage}.json`);
}

type CheckpointResource = {
  readonly urn: string;
  readonly custom: boolean;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly dependencies?: readonly string[];
};

/** What the CLI reads of a stack before and after a run, and keeps in its bucket in between. */
export function writeCheckpoint(stack: Stack, registrations: readonly Registration[]): void {
  const resources = registrations.map(resourceOf);
  const checkpoint = {
    stack: `organization/${stack.app}/${stack.stage}`,
    latest: {
      manifest: { time: new Date().toISOString(), magic: "", version: "" },
      ...(resources.length > 0 ? { resources } : {}),
    },
  };
  const file = checkpointFile(stack);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint }));
}

/** The stack as the last run left it. */
export function readCheckpoint(stack: Stack): readonly Registration[] {
  const { checkpoint } = JSON.parse(readFileSync(checkpointFile(stack), "utf8")) as {
    checkpoint: { latest: { resources?: readonly CheckpointResource[] } };
  };
  return (checkpoint.latest.resources ?? []).map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.urn.split("::").at(-1) ?? "",
    parent: resource.parent ?? "",
    custom: resource.custom,
    dependsOn: resource.dependencies ?? [],
    options: {
      ...(resource.protect ? { protect: true as const } : {}),
      ...(resource.retainOnDelete ? { retainOnDelete: true as const } : {}),
    },
    inputs: (resource.inputs ?? {}) as Registration["inputs"],
    outputs: (resource.outputs ?? {}) as Registration["outputs"],
  }));
}

function resourceOf(registration: Registration): CheckpointResource {
  const { urn, custom, type, parent, inputs, outputs, options, dependsOn } = registration;
  return {
    urn,
    custom,
    type,
    inputs,
    outputs,
    dependencies: dependsOn,
    ...(parent === "" ? {} : { parent }),
    ...(custom && typeof outputs.id === "string" ? { id: outputs.id } : {}),
    ...(options.protect ? { protect: true } : {}),
    ...(options.retainOnDelete ? { retainOnDelete: true } : {}),
  };
}
