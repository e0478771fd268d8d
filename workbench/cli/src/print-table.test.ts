import { expect, test } from "vitest";
import { printTable } from "./print-table.ts";

test("texts are aligned to the left, numbers with and without a unit to the right", () => {
  const rows = [
    ["Sorter", "12", "3.5 ms", "throttled"],
    ["SorterOfMail", "1,204", "-", "12"],
  ];
  expect(printTable(["function", "invoked", "p50", "why"], rows)).toBe(
    [
      "function      invoked     p50  why",
      "Sorter             12  3.5 ms  throttled",
      "SorterOfMail    1,204       -  12",
    ].join("\n"),
  );
});

test("lines have no spaces at their ends", () => {
  expect(
    printTable(
      ["name", "note"],
      [
        ["a", ""],
        ["b", "long note"],
      ],
    ).split("\n"),
  ).toEqual(["name  note", "a", "b     long note"]);
});
