import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { createClock } from "../common/clock.ts";
import type { Activity } from "./activity.ts";
import { settle } from "./settle.ts";

const hourMs = 3_600_000;

function openClock() {
  const clock = createClock();
  onTestFinished(() => clock.stop());
  return clock;
}

test("it returns at once when it is already done", async () => {
  const clock = openClock();
  expect(await settle(clock, () => "busy", { done: () => true, skip: true, limitMs: 0 })).toBe(
    true,
  );
});

test("while nothing runs, the clock skips from timer to timer until it is done", async () => {
  const clock = openClock();
  const startMs = clock.nowMs();
  let rounds = 0;
  const round = () => {
    rounds += 1;
    clock.at(clock.nowMs() + hourMs, round);
  };
  clock.at(startMs + hourMs, round);
  const done = () => rounds === 2;
  expect(await settle(clock, () => "idle", { done, skip: true, limitMs: 2_000 })).toBe(true);
  expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(2 * hourMs);
  expect(clock.nowMs() - startMs).toBeLessThan(2 * hourMs + 2_000);
});

test.each<[when: string, activity: Activity, skip: boolean]>([
  ["while something runs", "busy", true],
  ["when skipping is off", "idle", false],
])("the clock is not moved %s", async (_when, activity, skip) => {
  const clock = openClock();
  clock.at(clock.nowMs() + hourMs, () => {});
  expect(await settle(clock, () => activity, { done: () => false, skip, limitMs: 100 })).toBe(
    false,
  );
  expect(clock.offsetMs()).toBe(0);
});

test("the clock is not moved when the stage is idle only for a moment", async () => {
  const clock = openClock();
  clock.at(clock.nowMs() + hourMs, () => {});
  let looks = 0;
  const activity = () => {
    looks += 1;
    return looks % 2 === 0 ? "idle" : "busy";
  };
  expect(await settle(clock, activity, { done: () => false, skip: true, limitMs: 150 })).toBe(
    false,
  );
  expect(clock.offsetMs()).toBe(0);
});

test("the clock is not moved while an external system works, and stops at its timers", async () => {
  const clock = openClock();
  const startMs = clock.nowMs();
  clock.at(startMs + 2 * hourMs, () => {});
  let working = true;
  setTimeout(() => {
    working = false;
  }, 80);
  const woken: number[] = [];
  const externalSystem = {
    idle: () => !working,
    nextDueMs: () => (woken.length === 0 ? startMs + hourMs : undefined),
    wake: () => woken.push(clock.nowMs() - startMs),
  };
  const done = () => woken.length === 1;
  const options = { done, skip: true, limitMs: 2_000, externalSystems: [externalSystem] };
  expect(await settle(clock, () => "idle", options)).toBe(true);
  expect(woken[0]).toBeGreaterThanOrEqual(hourMs);
  expect(woken[0]).toBeLessThan(hourMs + 2_000);
});

test("the clock is moved while an external system waits for hanging functions", async () => {
  const clock = openClock();
  let isOver = false;
  clock.at(clock.nowMs() + hourMs, () => {
    isOver = true;
  });
  const externalSystem = { idle: () => false, nextDueMs: () => undefined, wake: () => {} };
  const options = {
    done: () => isOver,
    skip: true,
    limitMs: 2_000,
    externalSystems: [externalSystem],
  };
  expect(await settle(clock, () => "hanging", options)).toBe(true);
});

test("the clock does not skip to a timer that is later than any timeout of a working system", async () => {
  const clock = openClock();
  clock.at(clock.nowMs() + 24 * hourMs, () => {});
  const nothing = { done: () => false, skip: true, limitMs: 150 };
  expect(await settle(clock, () => "idle", nothing)).toBe(false);
  expect(clock.offsetMs()).toBe(0);
});

test("it gives up before the limit when nothing can happen any more", async () => {
  const clock = openClock();
  expect(await settle(clock, () => "idle", { done: () => false, skip: true })).toBe(false);
});

test("an aborted wait rejects with the reason", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = settle(openClock(), () => "busy", { done: () => false, skip: true, signal });
  controller.abort(new Error("interrupted"));
  await expect(waiting).rejects.toThrow("interrupted");
});

test("it gives up after the limit", async () => {
  const startedAt = performance.now();
  const nothing = { done: () => false, skip: false, limitMs: 60 };
  expect(await settle(openClock(), () => "idle", nothing)).toBe(false);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(60);
});

test("an error of done rejects", async () => {
  const done = () => Promise.reject(new Error("no answer"));
  const waiting = settle(openClock(), () => "idle", { done, skip: false, limitMs: 1_000 });
  await expect(waiting).rejects.toThrow("no answer");
});

test("it does not give up while less and less is left, and checks take a tenth of the time", async () => {
  // Each reading of the machine's time is a second later.
  let nowMs = 0;
  const now = vi.spyOn(performance, "now").mockImplementation(() => {
    nowMs += 1_000;
    return nowMs;
  });
  onTestFinished(() => now.mockRestore());
  const checkedAtMs: number[] = [];
  const remaining = () => {
    checkedAtMs.push(nowMs);
    return 10 - checkedAtMs.length;
  };
  const options = { remaining, skip: false, limitMs: 30_000 };
  expect(await settle(openClock(), () => "busy", options)).toBe(true);
  expect(nowMs).toBeGreaterThan(90_000);
  const pausesMs = checkedAtMs.slice(1).map((atMs, index) => atMs - (checkedAtMs[index] ?? 0));
  expect(Math.min(...pausesMs)).toBeGreaterThanOrEqual(10_000);
});

test("it gives up after the limit when no less is left than before", async () => {
  let looks = 0;
  const remaining = () => {
    looks += 1;
    return 2 + (looks % 2);
  };
  expect(await settle(openClock(), () => "busy", { remaining, skip: false, limitMs: 60 })).toBe(
    false,
  );
});

test("the clock is not moved when something has begun during a check", async () => {
  const clock = openClock();
  clock.at(clock.nowMs() + hourMs, () => {});
  let now: Activity = "idle";
  let checks = 0;
  const remaining = async () => {
    checks += 1;
    await delay(1);
    if (checks === 2) now = "busy";
    return 1;
  };
  expect(await settle(clock, () => now, { remaining, skip: true, limitMs: 200 })).toBe(false);
  expect(checks).toBeGreaterThan(2);
  expect(clock.offsetMs()).toBe(0);
});

test("the clock is not moved after the work that was left has ended", async () => {
  const clock = openClock();
  clock.at(clock.nowMs() + hourMs, () => {});
  let runs = true;
  let left = 1;
  const remaining = async () => {
    await delay(20);
    return left;
  };
  setTimeout(() => {
    runs = false;
    left = 0;
  }, 40);
  const activity = () => (runs ? "busy" : "idle");
  expect(await settle(clock, activity, { remaining, skip: true, limitMs: 5_000 })).toBe(true);
  expect(clock.offsetMs()).toBe(0);
});
