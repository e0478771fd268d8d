import { expect, test } from "vitest";
import { aliasNoteText, readAliasNote } from "./alias-note.ts";

test.each([{}, { before: "4" }, { rolledBack: "5" }, { before: "3", rolledBack: "5" }])(
  "the note %j is read as it was written",
  (note) => {
    expect(readAliasNote("12", aliasNoteText("12", note, 0))).toEqual(note);
  },
);

test("a note about another version does not say what was before this one", () => {
  const note = aliasNoteText("2", { before: "1", rolledBack: "3" }, 0);
  expect(readAliasNote("3", note)).toEqual({ rolledBack: "3" });
});

test("a description that somebody else has written says nothing", () => {
  expect(readAliasNote("1", "the alias of the API")).toEqual({});
});
