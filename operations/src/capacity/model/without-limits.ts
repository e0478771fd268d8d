import type { SystemModel } from "./system-model.ts";

/** More than any load wants. */
const plenty = 1_000_000_000;

/** The system as if nothing limited it: what it uses then is what the load needs. */
export function withoutLimits(system: SystemModel): SystemModel {
  const bucket = { size: plenty, perSecond: plenty };
  const { maximumConcurrency: _, ...queue } = system.queue;
  return {
    ...system,
    accountConcurrency: plenty,
    quotas: {
      apiRequests: bucket,
      workflowStarts: bucket,
      stateTransitions: bucket,
      taskResults: bucket,
      environmentsPerTenSeconds: plenty,
    },
    // Those that reserve nothing share the account's concurrency, which is plenty.
    functions: system.functions.map(({ reservedConcurrency, ...model }) =>
      reservedConcurrency === undefined ? model : { ...model, reservedConcurrency: plenty },
    ),
    routes: system.routes.map((route) =>
      route.throttle ? { ...route, throttle: { requestsPerSecond: plenty, burst: plenty } } : route,
    ),
    queue,
  };
}
