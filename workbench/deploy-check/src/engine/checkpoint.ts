import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Registration } from "./registration.ts";

/** A stack, which the CLI names `organization/APP/STAGE`. */
export type Stack = { readonly app: string; readonly stage: string };

export function stackNamed(name: string): Stack {
  const [, app = "", stage = ""] = name.split("/");
  return { app, stage };
}

/** The checkpoint file of a stack in a file backend: https://www.pulumi.com/docs/iac/concepts/state-and-backends/ */
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

/** Writes the checkpoint of a stack, which the CLI reads after a run and stores in its bucket. */
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

/** The resources of a stack after the last run. */
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
