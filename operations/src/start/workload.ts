import type { Plan } from "@stagecraft/plan/plan";
import type { ProviderOverrides } from "../local-system/start-fake-provider.ts";
import type { System } from "../local-system/start-system.ts";
import type { StartOptions } from "./start-options.ts";

/** What `npm start` does with the system once it is up. */
export type Workload = {
  /** What the payments provider does meanwhile instead of its usual behaviour. */
  readonly providerOverrides?: ProviderOverrides;
  /**
   * Runs it, and gives whether the system did what it should.
   * @throws the signal's reason when it is aborted.
   */
  run(context: WorkloadContext): Promise<{ readonly ok: boolean }>;
};

/** What a workload works with. */
export type WorkloadContext = {
  readonly system: System;
  readonly plan: Plan;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

/**
 * Prepares a workload before anything is started.
 * @throws UsageError for options that it cannot work with.
 */
export type OpenWorkload = (options: StartOptions, root: string) => Promise<Workload>;
