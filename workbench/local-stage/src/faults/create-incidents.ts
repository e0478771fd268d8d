import type { Clock } from "../common/clock.ts";
import type { FaultDraws } from "./draw-faults.ts";
import type { Incident } from "./fault.ts";

export type Incidents = {
  /** To be called when an invocation begins. */
  onInvocation(): void;
  /** Whether hosts outside AWS are down. */
  isOutage(): boolean;
};

/** Runs each planned incident when its invocation begins. */
export function createIncidents(
  incidents: readonly Incident[],
  context: {
    readonly clock: Clock;
    readonly draws: FaultDraws;
    restartDatabases(): Promise<void>;
    cutConnections(): void;
    failed(incident: Incident, error: unknown): void;
  },
): Incidents {
  const { clock, draws } = context;
  let invocations = 0;
  let outageUntilMs = Number.NEGATIVE_INFINITY;

  async function run(incident: Incident) {
    switch (incident.kind) {
      case "database-restarted":
        await context.restartDatabases();
        break;
      case "connections-cut":
        context.cutConnections();
        break;
      case "outage":
        outageUntilMs = clock.nowMs() + incident.forMs;
        break;
      case "clock-jump":
        clock.jumpTo(clock.nowMs() + incident.byMs);
    }
    draws.count(incident.kind);
  }

  return {
    onInvocation() {
      invocations += 1;
      for (const incident of incidents) {
        if (incident.atInvocation !== invocations) continue;
        run(incident).catch((error: unknown) => context.failed(incident, error));
      }
    },
    isOutage: () => clock.nowMs() < outageUntilMs,
  };
}
