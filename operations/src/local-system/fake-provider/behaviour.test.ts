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
const share = (holds: (reference: string) => boolean) =>
  references.filter(holds).length / references.length;

test("about the shares that were asked for decline, take long and come twice", () => {
  const fate = (reference: string) => chargeOutcomeOf(reference, behaviour);
  expect(share((reference) => fate(reference).settlesAs === "declined")).toBeCloseTo(0.05, 1);
  expect(share((reference) => fate(reference).afterMs > 0)).toBeCloseTo(0.1, 1);
  expect(share((each) => isDuplicated(each, "charge.succeeded", behaviour))).toBeCloseTo(0.2, 1);
});

test("the choices are the same for the same seed, and others for another", () => {
  const declined = (seed: number) =>
    references.filter(
      (each) => chargeOutcomeOf(each, { ...behaviour, seed }).settlesAs === "declined",
    );
  expect(declined(7)).toEqual(declined(7));
  expect(declined(8)).not.toEqual(declined(7));
});
