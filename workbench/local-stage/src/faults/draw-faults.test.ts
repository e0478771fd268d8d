import { describe, expect, test } from "vitest";
import { createFaultDraws } from "./draw-faults.ts";
import type { CallFault } from "./fault.ts";

const some: CallFault = { kind: "call-throttled", share: 0.1 };

/** The occasions at which a fault is injected, of so many at each place. */
function occasionsOf(fault: CallFault, { seed = 1, places = ["here"], occasions = 1_000 } = {}) {
  const draws = createFaultDraws([fault], seed);
  const all = Array.from({ length: occasions }, (_, index) => index + 1);
  return all.flatMap((n) =>
    places.filter((place) => draws.draw(place, [fault])).map((place) => `${place} ${n}`),
  );
}

describe("a share of the occasions", () => {
  test("is injected about as often as it says", () => {
    expect(occasionsOf(some).length).toBeGreaterThan(70);
    expect(occasionsOf(some).length).toBeLessThan(130);
    expect(occasionsOf({ ...some, share: 0 })).toEqual([]);
    expect(occasionsOf({ ...some, share: 1 })).toHaveLength(1_000);
  });

  test("is the same with the same seed, and differs with another", () => {
    expect(occasionsOf(some)).toEqual(occasionsOf(some));
    expect(occasionsOf(some)).not.toEqual(occasionsOf(some, { seed: 2 }));
  });

  test("is the same at one place, whatever happens at another", () => {
    const both = occasionsOf(some, { places: ["there", "here"] });
    expect(both.filter((draw) => draw.startsWith("here"))).toEqual(occasionsOf(some));
  });
});

test("one occasion is counted over all places", () => {
  const fault: CallFault = { kind: "call-throttled", nth: 5 };
  expect(occasionsOf(fault, { places: ["here", "there"] })).toEqual(["here 3"]);
});

test("of several faults that are due the first is injected, and the others still count the occasion", () => {
  const [first, second]: CallFault[] = [
    { kind: "call-throttled", nth: 1 },
    { kind: "call-slow", delayMs: 5, nth: 2 },
  ];
  if (!first || !second) throw new Error("there are two");
  const draws = createFaultDraws([first, second], 1);
  const ask = () => draws.draw("here", [first, second])?.fault.kind;
  expect([ask(), ask(), ask()]).toEqual(["call-throttled", "call-slow", undefined]);
});

test("injected faults are counted by kind", () => {
  const draws = createFaultDraws([], 1);
  draws.count("outage");
  draws.count("outage");
  expect(draws.counts()).toEqual({ outage: 2 });
});

test.each([
  {
    fault: { kind: "hanging", withinMs: 0, share: 1.5 },
    says: "a share of 1.5; it is from 0 to 1",
  },
  { fault: { kind: "hanging", withinMs: 0, share: Number.NaN }, says: "a share of NaN" },
  { fault: { kind: "hanging", withinMs: 0, nth: 0 }, says: "for occasion 0; the first one is 1" },
  { fault: { kind: "outage", forMs: 1, atInvocation: 1.5 }, says: "for occasion 1.5" },
] as const)("a fault that is $says is refused", ({ fault, says }) => {
  expect(() => createFaultDraws([fault], 1)).toThrow(says);
});
