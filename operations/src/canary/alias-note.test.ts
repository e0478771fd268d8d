import { expect, test } from "vitest";
import { aliasNoteText, readAliasNote } from "./alias-note.ts";

test.each([{}, { before: "4" }, { rolledBack: "5" }, { before: "3", rolledBack: "5" }])(
  "the note %j is read as it was written",
  (note) => {
    expect(readAliasNote(aliasNoteText(note, 0))).toEqual(note);
  },
);

test("a description that somebody else has written says nothing", () => {
  expect(readAliasNote("the alias of the API")).toEqual({});
});
