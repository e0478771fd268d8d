import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { evidenceOptions, readEvidenceOptions } from "./evidence-options.ts";

const read = (args: string[]) =>
  readEvidenceOptions(parseArgs({ args, options: evidenceOptions, allowPositionals: true }));

test.each<[string[], object]>([
  [[], { exitCode: 0 }],
  [["--from", "uses"], { from: resolve("uses"), exitCode: 0 }],
  [["--from", "/uses", "--exit-code", "1"], { from: "/uses", exitCode: 1 }],
])("%j", (args, options) => {
  expect(read(args)).toEqual(options);
});

test.each<[string[], string]>([
  [["--from", ""], "--from needs a folder."],
  [["--exit-code", "1"], "--exit-code is only allowed with --from FOLDER."],
  [["--from", "uses", "--exit-code", "x"], '--exit-code must be a whole number, not "x".'],
])("%j is refused: %s", (args, message) => {
  expect(() => read(args)).toThrow(message);
});
