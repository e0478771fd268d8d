import { expect, test } from "vitest";
import { arrivals } from "./arrivals.ts";

const steady = { profile: "steady", ratePerSecond: 50, seconds: 100 } as const;
const countBetween = (times: readonly number[], fromSeconds: number, toSeconds: number) =>
  times.filter((ms) => ms >= fromSeconds * 1_000 && ms < toSeconds * 1_000).length;

test("a steady load has its rate, and gaps of all lengths", () => {
  const times = [...arrivals(steady, 1)];
  // Five standard deviations of a Poisson distribution.
  expect(Math.abs(times.length - 5_000)).toBeLessThan(5 * Math.sqrt(5_000));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const short = gaps.filter((gap) => gap < 20 * Math.LN2).length;
  expect(short / gaps.length).toBeCloseTo(0.5, 1);
});

test("the same seed gives the same times, another seed others", () => {
  expect([...arrivals(steady, 7)]).toEqual([...arrivals(steady, 7)]);
  expect([...arrivals(steady, 7)]).not.toEqual([...arrivals(steady, 8)]);
});

test("a ramp has a quarter of its requests in the first half", () => {
  const times = [...arrivals({ ...steady, profile: "ramp" }, 1)];
  expect(countBetween(times, 0, 50) / times.length).toBeCloseTo(0.25, 1);
});

test("a spike has the whole rate in the middle third, and a tenth of it before and after", () => {
  const times = [...arrivals({ ...steady, profile: "spike", seconds: 90 }, 1)];
  const middle = countBetween(times, 30, 60);
  expect(middle / times.length).toBeCloseTo(10 / 12, 1);
  expect(countBetween(times, 0, 30) / middle).toBeCloseTo(0.1, 1);
});
