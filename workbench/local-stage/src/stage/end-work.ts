import { setTimeout as delay } from "node:timers/promises";

/** Where work comes in: pollers, schedules, the API. */
export type Intake = {
  /** Takes no more in; resolves when what it began has ended. */
  stop(): Promise<void>;
};

/** How long what runs may take to end. */
const drainMs = 5_000;

/** Takes no more in and lets what runs end; what does not is killed with its environment. */
export async function endWork(
  intakes: readonly Intake[],
  killInvocations: () => Promise<void>,
  patienceMs = drainMs,
): Promise<void> {
  const ended = Promise.all(intakes.map((intake) => intake.stop()));
  await Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
  await killInvocations();
  await ended;
}
