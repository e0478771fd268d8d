import { expect, test } from "vitest";
import { endWork } from "./end-work.ts";

test("every service is stopped before any is waited for, and running work may end", async () => {
  const order: string[] = [];
  const service = (name: string) => ({
    async stop() {
      order.push(`stop ${name}`);
      await Promise.resolve();
      order.push(`ended ${name}`);
    },
  });
  await endWork([service("poller"), service("schedules")], async () => void order.push("kill"));
  expect(order).toEqual([
    "stop poller",
    "stop schedules",
    "ended poller",
    "ended schedules",
    "kill",
  ]);
});

test("work that does not end in time is killed, and then awaited", async () => {
  let end = () => {};
  const stuck = { stop: () => new Promise<void>((resolve) => (end = resolve)) };
  const startedAt = performance.now();
  await endWork([stuck], async () => end(), 50);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
});
