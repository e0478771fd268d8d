import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClock } from "./clock.ts";

const startMs = Date.UTC(2026, 10, 23, 12);
const monthMs = 31 * 24 * 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: startMs }));
afterEach(() => void vi.useRealTimers());

function collector() {
  const fired: string[] = [];
  return { fired, fire: (name: string) => () => void fired.push(name) };
}

test("it is the machine's clock plus an offset", () => {
  const clock = createClock({ offsetMs: 5_000 });
  vi.advanceTimersByTime(100);
  expect(clock.nowMs()).toBe(startMs + 5_100);
  expect(clock.offsetMs()).toBe(5_000);
});

test("a timer fires once, when its time has come and not before", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 1_000, fire("timer"));
  vi.advanceTimersByTime(999);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(["timer"]);
  vi.advanceTimersByTime(10_000);
  expect(fired).toEqual(["timer"]);
});

test("a timer whose time is past fires at the next turn, not within the call", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs - 1, fire("late"));
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(["late"]);
});

test("a jump fires what came due in the order of its times", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 3_000, fire("third"));
  clock.at(startMs + 1_000, fire("first"));
  clock.at(startMs + 2_000, fire("second"));
  clock.at(startMs + 4_000, fire("later"));
  clock.jumpTo(startMs + 3_000);
  expect(fired).toEqual(["first", "second", "third"]);
  expect(clock.nowMs()).toBe(startMs + 3_000);
  expect(clock.nextDueMs()).toBe(startMs + 4_000);
});

test("a jump back moves nothing", () => {
  const clock = createClock();
  clock.jumpTo(startMs - 60_000);
  expect(clock.nowMs()).toBe(startMs);
});

test("onJump is called before any timer fires", () => {
  const events: string[] = [];
  const clock = createClock({
    offsetMs: 1_000,
    onJump: (offsetMs) => events.push(`offset ${offsetMs}`),
  });
  clock.at(startMs + 3_000, () => events.push("fired"));
  clock.jumpTo(startMs + 3_000);
  clock.jumpTo(startMs + 2_000);
  expect(events).toEqual(["offset 3000", "fired"]);
});

test("time runs normally after a jump", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.jumpTo(startMs + 60_000);
  clock.at(startMs + 61_000, fire("timer"));
  vi.advanceTimersByTime(999);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(["timer"]);
});

test("a timer that an earlier timer of the same jump cancels does not fire", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  const cancel = clock.at(startMs + 2_000, fire("cancelled"));
  clock.at(startMs + 1_000, cancel);
  clock.jumpTo(startMs + 5_000);
  expect(fired).toEqual([]);
  expect(clock.nextDueMs()).toBeUndefined();
});

test("a timer that sets the next one does so from the new time", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 1_000, () => clock.at(clock.nowMs() + 1_000, fire("second")));
  clock.jumpTo(startMs + 1_000);
  expect(clock.nextDueMs()).toBe(startMs + 2_000);
  vi.advanceTimersByTime(1_000);
  expect(fired).toEqual(["second"]);
});

test("an earlier timer set later does not wait for the one that was set first", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 60_000, fire("late"));
  clock.at(startMs + 1_000, fire("early"));
  vi.advanceTimersByTime(1_000);
  expect(fired).toEqual(["early"]);
});

// Node fires a timer at once when its delay does not fit in 31 bits: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
test("a timer further away than 2^31 ms waits for its time", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + monthMs, fire("in a month"));
  vi.advanceTimersByTime(1_000);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(monthMs - 1_000);
  expect(fired).toEqual(["in a month"]);
});

test("a timer that throws does not prevent the others", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 1_000, () => {
    throw new Error("broken");
  });
  clock.at(startMs + 2_000, fire("whole"));
  expect(() => clock.jumpTo(startMs + 2_000)).toThrow("broken");
  vi.advanceTimersByTime(1);
  expect(fired).toEqual(["whole"]);
});

test("nothing fires after the stop, and new timers are ignored", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 1_000, fire("before"));
  clock.stop();
  clock.at(startMs + 1_000, fire("after"));
  clock.jumpTo(startMs + 10_000);
  vi.advanceTimersByTime(10_000);
  expect(fired).toEqual([]);
  expect(clock.nextDueMs()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

const minuteMs = 60_000;

test("each full minute is called back when it has come, and a timer does not wait for it", () => {
  const clock = createClock({ offsetMs: 20_000 });
  const minutes: number[] = [];
  clock.onMinute((atMs) => void minutes.push(atMs));
  expect(clock.nextDueMs()).toBeUndefined();
  vi.advanceTimersByTime(39_999);
  expect(minutes).toEqual([]);
  vi.advanceTimersByTime(1 + minuteMs);
  expect(minutes).toEqual([startMs + minuteMs, startMs + 2 * minuteMs]);
});

test("the minutes that a jump skips are called back, before the timers that came due", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  clock.at(startMs + 1, fire("timer"));
  clock.onMinute((atMs) => void fired.push(String((atMs - startMs) / minuteMs)));
  clock.jumpTo(startMs + 3 * minuteMs);
  expect(fired).toEqual(["1", "2", "3", "timer"]);
});

test("of a jump over more than six hours, the last six hours are called back", () => {
  const clock = createClock();
  const minutes: number[] = [];
  clock.onMinute((atMs) => void minutes.push(atMs));
  clock.jumpTo(startMs + monthMs);
  expect(minutes).toHaveLength(360);
  expect(minutes.at(-1)).toBe(startMs + monthMs);
});

test("no minute is called back after its cancellation, or after the stop", () => {
  const clock = createClock();
  const { fired, fire } = collector();
  const cancel = clock.onMinute(fire("cancelled"));
  clock.onMinute(fire("stopped"));
  cancel();
  clock.stop();
  clock.onMinute(fire("later"));
  vi.advanceTimersByTime(2 * minuteMs);
  expect(fired).toEqual([]);
});
