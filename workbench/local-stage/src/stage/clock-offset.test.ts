import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { openClockOffset } from "./clock-offset.ts";
import type { State } from "./state.ts";

test("every jump is saved at once, so that the stage's time never goes back", () => {
  // Only its database is used.
  const state = { sqlite: new DatabaseSync(":memory:") } as State;
  const { offsetMs, save } = openClockOffset(state);
  expect(offsetMs).toBe(0);
  const clock = createClock({ offsetMs, onJump: save });
  for (const hours of [1, 2]) {
    clock.jumpTo(clock.nowMs() + hours * 3_600_000);
    expect(openClockOffset(state).offsetMs).toBe(clock.offsetMs());
  }
  expect(clock.offsetMs()).toBeGreaterThanOrEqual(3 * 3_600_000);
});
