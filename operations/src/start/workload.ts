import type { Plan } from "@stagecraft/plan/plan";
import type { ProviderOverrides } from "../local-system/start-fake-provider.ts";
import type { System } from "../local-system/start-system.ts";
import type { StartOptions } from "./start-options.ts";

/** What `npm start` does with the running system. */
export type Workload = {
  /** Overrides of the payments provider's default behaviour. */
  readonly providerOverrides?: ProviderOverrides;
  /**
   * Runs it. `ok` is whether the system did what it should.
   * @throws the signal's reason when it is aborted.
   */
  run(context: WorkloadContext): Promise<{ readonly ok: boolean }>;
};

export type WorkloadContext = {
  readonly system: System;
  readonly plan: Plan;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

/**
 * Prepares a workload before the stage starts.
 * @throws UsageError for options that it does not support.
 */
export type OpenWorkload = (options: StartOptions, root: string) => Promise<Workload>;
