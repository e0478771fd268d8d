import { expect, test } from "vitest";
import { randomNumber } from "../../common/random-number.ts";
import { chooseVersion } from "./choose-version.ts";

test.each([
  ["below its weight", 0.09, "2"],
  ["at its weight", 0.1, "1"],
  ["above it", 0.99, "1"],
])("a number %s chooses the version", (_what, random, version) => {
  expect(chooseVersion({ functionVersion: "1", weights: { "2": 0.1 } }, random)).toBe(version);
});

test("without weights every invocation gets the alias's own version", () => {
  expect(chooseVersion({ functionVersion: "3", weights: {} }, 0)).toBe("3");
});

test("a weight of 1 takes every invocation", () => {
  expect(chooseVersion({ functionVersion: "1", weights: { "2": 1 } }, 0.999_999)).toBe("2");
});

test("the share of many invocations is near the weight", () => {
  const chosen = Array.from({ length: 10_000 }, (_, n) =>
    chooseVersion({ functionVersion: "1", weights: { "2": 0.1 } }, randomNumber(1, "live", n)),
  );
  const share = chosen.filter((version) => version === "2").length / chosen.length;
  expect(share).toBeGreaterThan(0.09);
  expect(share).toBeLessThan(0.11);
});
