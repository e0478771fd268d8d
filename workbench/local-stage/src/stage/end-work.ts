import { setTimeout as delay } from "node:timers/promises";
import type { RunningService } from "./local-service.ts";

/** How long running work may take to end. */
const defaultDrainMs = 5_000;

/** Stops all services and lets running work end; after `drainMs` its invocations are killed. */
export async function endWork(
  services: readonly Pick<RunningService, "stop">[],
  killInvocations: () => Promise<void>,
  drainMs = defaultDrainMs,
): Promise<void> {
  const ended = Promise.all(services.map((service) => service.stop?.()));
  await Promise.race([ended, delay(drainMs, undefined, { ref: false })]);
  await killInvocations();
  await ended;
}
