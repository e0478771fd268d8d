import { expect, test } from "vitest";
import { joinEdges } from "./join-edges.ts";

test("edges between the same boxes are one, with their labels and heads", () => {
  expect(
    joinEdges([
      { from: "a", to: "b", label: "starts" },
      { from: "a", to: "b", label: "answers" },
      { from: "a", to: "b", dashed: true },
      { from: "c", to: "d" },
      { from: "d", to: "c" },
      { from: "e", to: "e" },
    ]),
  ).toEqual([
    { from: "a", to: "b", label: "starts, answers" },
    { from: "a", to: "b", dashed: true },
    { from: "c", to: "d", both: true },
  ]);
});
