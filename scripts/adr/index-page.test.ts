import { expect, test } from "vitest";
import { adrOf } from "../testing/adr-of.ts";
import { indexPage } from "./index-page.ts";

const second = adrOf("It is fast.");
const first = { ...second, number: "0009", question: "A first question?", stages: [2, 4] };
const ofNone = {
  ...second,
  number: "0010",
  question: "Which tool?",
  stages: [],
  status: "superseded" as const,
};

test("the index is sorted by question, and names a superseded decision", () => {
  const [, byQuestion = ""] = indexPage([second, first, ofNone]).split(/^## /m);
  expect(byQuestion.split("\n").filter((line) => line.includes("example.md"))).toEqual([
    "| A first question? | Use the example | [0009](0007-example.md) |",
    "| Which example is used? | Use the example | [0007](0007-example.md) |",
    "| Which tool? | Use the example (superseded) | [0010](0007-example.md) |",
  ]);
});

test("an ADR stands under each of its stages, or under the repository", () => {
  const sections = indexPage([second, first, ofNone]).split(/^### /m);
  const numbersUnder = (heading: string) =>
    [...(sections.find((text) => text.startsWith(heading)) ?? "").matchAll(/\[(\d{4})\]/g)].map(
      ([, number]) => number,
    );
  expect(numbersUnder("1.")).toEqual([]);
  expect(numbersUnder("2.")).toEqual(["0007", "0009"]);
  expect(numbersUnder("4.")).toEqual(["0009"]);
  expect(numbersUnder("The repository")).toEqual(["0010"]);
});
