import { expect, test } from "vitest";
import { endWork } from "./end-work.ts";

test("every intake is stopped before any is waited for, and what runs may end", async () => {
  const order: string[] = [];
  const intake = (name: string) => ({
    async stop() {
      order.push(`stop ${name}`);
      await Promise.resolve();
      order.push(`ended ${name}`);
    },
  });
  await endWork([intake("poller"), intake("schedules")], async () => void order.push("kill"));
  expect(order).toEqual([
    "stop poller",
    "stop schedules",
    "ended poller",
    "ended schedules",
    "kill",
  ]);
});

test("what does not end in time is killed, and then waited for", async () => {
  let end = () => {};
  const stuck = { stop: () => new Promise<void>((resolve) => (end = resolve)) };
  const startedAt = performance.now();
  await endWork([stuck], async () => end(), 50);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
});
