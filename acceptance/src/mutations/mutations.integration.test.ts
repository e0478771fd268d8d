import { expect, test } from "vitest";
import { runProgram } from "../processes/run-program.ts";

test.each<[string, string[], 0 | 2, RegExp]>([
  ["help", ["--help"], 0, /^npm run mutations -- \[NAME \.\.\.\]/],
  [
    "a wrong name",
    ["queue-wildcards"],
    2,
    /^mutations: There is no planted edit "queue-wildcards"/,
  ],
  ["a wrong option", ["--chek"], 2, /^mutations: Unknown option '--chek'/],
])("%s is handled before any check is run", async (_what, args, exitCode, message) => {
  const end = await runProgram(["acceptance/src/mutations/main.ts", ...args]).ended;
  expect(end).toMatchObject({ exitCode, output: expect.stringMatching(message) });
});
