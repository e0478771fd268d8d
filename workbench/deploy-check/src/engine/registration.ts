import type { Json, ResourceOptions } from "@stagecraft/plan/plan";

/** A resource that the program registered with the engine, with its outputs. */
export type Registration = {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** The URN of the component that made it; empty at the top. */
  readonly parent: string;
  /** Whether a provider creates it; a component is only a group of resources. */
  readonly custom: boolean;
  /** The URNs of the resources that have to be created first. */
  readonly dependsOn: readonly string[];
  readonly options: ResourceOptions;
  /** Resolved, secrets unwrapped. */
  readonly inputs: { readonly [key: string]: Json };
  /** The outputs that AWS would give. */
  readonly outputs: { readonly [key: string]: Json };
};

/** A line of the engine's log. Severities: `info` and `info#err` (the program's output), `warning`, `error`. */
export type Diagnostic = { readonly severity: string; readonly message: string };

/** The result of an engine run, for the process that started the CLI. */
export type EngineRun = {
  /** The CLI's command: `up`, `preview` or `destroy`. */
  readonly command: string;
  readonly registrations: readonly Registration[];
  /** The program's output, warnings and errors. */
  readonly diagnostics: readonly Diagnostic[];
  /** The exit code of the program, if it was run. */
  readonly exitCode?: number;
};
