import { expect, test } from "vitest";
import { textWidth } from "../layout/text-width.ts";
import { fitText } from "./fit-text.ts";

const font = { size: 11, weight: "normal" } as const;

test("a text that fits stays, and another one ends in an ellipsis within the width", () => {
  expect(fitText("Orders", { ...font, width: 60 })).toBe("Orders");
  const shorter = fitText("ApproximateNumberOfMessagesVisible", { ...font, width: 60 });
  expect(shorter).toMatch(/^Approx.*…$/);
  expect(textWidth(shorter, 11, "normal")).toBeLessThanOrEqual(60);
  expect(fitText("Orders", { ...font, width: 2 })).toBe("");
});
