import { expect, test } from "vitest";
import { type Change, startIntake, stopIntake } from "./change-intake.ts";
import type { IntakePoint, Json } from "./intake-point.ts";
import type { SavedSetting, SavedSettings } from "./saved-settings.ts";

/** Settings that are saved in memory, and all that was done, in order. */
function openIntake(settings: { readonly [id: string]: Json }, failing: readonly string[] = []) {
  const now = new Map(Object.entries(settings));
  const saved = new Map<string, SavedSetting>();
  const done: string[] = [];
  const pointOf = (id: string): IntakePoint => ({
    kind: id.startsWith("m") ? "event source mapping" : "route",
    id,
    name: id,
    meanwhile: "it waits",
    read: async () => now.get(id) ?? null,
    isStopped: (setting) => setting === 0,
    async stop() {
      if (failing.includes(id)) throw new Error("AccessDenied");
      done.push(`stop ${id}`);
      now.set(id, 0);
    },
    async restore(setting) {
      done.push(`restore ${id}`);
      now.set(id, setting);
    },
  });
  const store: SavedSettings = {
    all: async () => [...saved.values()],
    async save(setting) {
      done.push(`save ${setting.id}`);
      saved.set(setting.id, setting);
    },
    forget: async ({ id }) => void saved.delete(id),
  };
  const ids = Object.keys(settings);
  const context = (only: readonly string[] = ids) => ({
    points: only.map(pointOf),
    saved: store,
    nowMs: () => 7,
    say: () => {},
  });
  return {
    now,
    saved,
    done,
    stop: () => stopIntake(context()),
    start: (only?: readonly string[]) => startIntake(context(only)),
  };
}

const outcomes = (changes: readonly Change[]) =>
  changes.map(({ name, outcome }) => `${name} ${outcome}`);

test("what a point was set to is saved before it is stopped, and given back in the reverse order", async () => {
  const intake = openIntake({ a: { rate: 5 }, b: null });
  expect(outcomes(await intake.stop())).toEqual(["a stopped", "b stopped"]);
  expect(intake.done).toEqual(["save a", "stop a", "save b", "stop b"]);
  expect(intake.saved.get("a")).toEqual({
    kind: "route",
    id: "a",
    name: "a",
    setting: { rate: 5 },
    stoppedAtMs: 7,
  });
  expect(outcomes(await intake.start())).toEqual(["b started", "a started"]);
  expect(Object.fromEntries(intake.now)).toEqual({ a: { rate: 5 }, b: null });
  expect(intake.saved.size).toBe(0);
});

test("a second stop keeps what the first has saved, and stops what failed before", async () => {
  const failing = ["b"];
  const intake = openIntake({ a: 5, b: 6, m: 7 }, failing);
  expect(await intake.stop()).toMatchObject([
    { name: "a", outcome: "stopped" },
    { name: "b", outcome: "failed", reason: "Error: AccessDenied" },
    { name: "m", outcome: "stopped" },
  ]);
  failing.pop();
  expect(outcomes(await intake.stop())).toEqual(["a was stopped", "b stopped", "m was stopped"]);
  await intake.start();
  expect(Object.fromEntries(intake.now)).toEqual({ a: 5, b: 6, m: 7 });
});

test("what was stopped before by somebody else stays stopped", async () => {
  const intake = openIntake({ a: 0, b: 6 });
  await intake.stop();
  expect(outcomes(await intake.start())).toEqual(["b started"]);
  expect(intake.now.get("a")).toBe(0);
});

test("what a deploy has started meanwhile keeps the deploy's setting", async () => {
  const intake = openIntake({ a: 5 });
  await intake.stop();
  intake.now.set("a", 9);
  expect(outcomes(await intake.start())).toEqual(["a was started"]);
  expect(intake.now.get("a")).toBe(9);
  expect(intake.saved.size).toBe(0);
});

test("what is not deployed any more is named and forgotten", async () => {
  const intake = openIntake({ a: 5, b: 6 });
  await intake.stop();
  expect(outcomes(await intake.start(["a"]))).toEqual(["a started", "b is gone"]);
  expect(intake.saved.size).toBe(0);
});

test("without a stop nothing is started", async () => {
  expect(await openIntake({ a: 0, b: 6 }).start()).toEqual([]);
});
