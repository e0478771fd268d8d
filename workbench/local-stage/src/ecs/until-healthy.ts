import { setTimeout as delay } from "node:timers/promises";

/** A load balancer asks every few seconds. */
const everyMs = 100;

/** Asks a health check's URL until it answers 200, or until the signal is aborted. */
export async function untilHealthy(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const status = await fetch(url, { signal }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status === 200) return;
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}
