import { expect, test } from "vitest";
import { chargeOutcomeOf, isDuplicated } from "./behaviour.ts";

const behaviour = {
  seed: 7,
  declineShare: 0.05,
  delayShare: 0.1,
  delayMs: 60_000,
  duplicateShare: 0.2,
};
const references = Array.from({ length: 4_000 }, (_, index) => `chg_${index}`);
const share = (matches: (reference: string) => boolean) =>
  references.filter(matches).length / references.length;

test("declined, delayed and duplicated charges match their configured shares", () => {
  const outcome = (reference: string) => chargeOutcomeOf(reference, behaviour);
  expect(share((reference) => outcome(reference).settlesAs === "declined")).toBeCloseTo(0.05, 1);
  expect(share((reference) => outcome(reference).afterMs > 0)).toBeCloseTo(0.1, 1);
  expect(share((each) => isDuplicated(each, "charge.succeeded", behaviour))).toBeCloseTo(0.2, 1);
});

test("the same seed gives the same choices, another seed gives others", () => {
  const declined = (seed: number) =>
    references.filter(
      (each) => chargeOutcomeOf(each, { ...behaviour, seed }).settlesAs === "declined",
    );
  expect(declined(7)).toEqual(declined(7));
  expect(declined(8)).not.toEqual(declined(7));
});
