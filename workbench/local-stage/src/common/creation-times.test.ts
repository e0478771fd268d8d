import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openState } from "../stage/state.ts";
import { openCreationTimes } from "./creation-times.ts";
import { createManualClock } from "./testing/manual-clock.ts";

test("a thing keeps the time at which the stage first had it", () => {
  const directory = mkdtempSync(join(tmpdir(), "creation-times-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const clock = createManualClock();
  const first = openState(directory);
  const createdAtMs = openCreationTimes(first, clock)("a");
  expect(createdAtMs).toBe(clock.nowMs());
  clock.advance(1_000);
  first.close();
  const again = openState(directory);
  onTestFinished(() => again.close());
  const times = openCreationTimes(again, clock);
  expect(times("a")).toBe(createdAtMs);
  expect(times("b")).toBe(createdAtMs + 1_000);
});
