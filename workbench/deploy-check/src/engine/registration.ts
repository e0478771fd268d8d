import type { Json, ResourceOptions } from "@stagecraft/plan/plan";

/** A resource as the program registers it with the engine, and what came of it. */
export type Registration = {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** The URN of the component that made it; empty at the top. */
  readonly parent: string;
  /** Whether a provider makes it; a component is only a group of others. */
  readonly custom: boolean;
  /** The URNs of what must be there first. */
  readonly dependsOn: readonly string[];
  readonly options: ResourceOptions;
  /** Resolved, secrets unwrapped. */
  readonly inputs: { readonly [key: string]: Json };
  /** What AWS would answer. */
  readonly outputs: { readonly [key: string]: Json };
};

/** What a run of the engine did: written for whoever started the CLI. */
export type EngineRun = {
  /** `up`, `preview` or `destroy`, as the CLI said. */
  readonly command: string;
  readonly registrations: readonly Registration[];
  /** What the program said to a person: warnings and errors. */
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
  /** The exit code of the program; none when it was not run. */
  readonly exitCode?: number;
};
