import { expect, test } from "vitest";
import { summarizeError } from "./summarize-error.ts";

const own = "at work (src/work.ts:1:2)";
const foreign = "at run (node_modules/pkg/run.js:3:4)";

const cases: readonly [what: string, line: string | object, text: string | undefined][] = [
  [
    "an error has its name, message and place in the program",
    {
      level: "ERROR",
      message: "message",
      error: { name: "TypeError", message: "bad", stack: [foreign, own] },
    },
    "TypeError: bad at src/work.ts:1:2",
  ],
  [
    "the place is that of the innermost cause",
    {
      level: "ERROR",
      message: "task",
      fault: {
        name: "Fault",
        message: "down",
        stack: ["at outer (src/outer.ts:1:1)"],
        cause: { name: "TypeError", message: "bad\nmore", stack: ["at async src/inner.ts:5:6"] },
      },
    },
    "Fault: down, caused by TypeError: bad at src/inner.ts:5:6",
  ],
  [
    "an error that nobody caught is read out of a text line",
    `2026-03-01T12:00:01.234Z\tr\tERROR\tInvoke Error \t${JSON.stringify({ errorType: "TypeError", errorMessage: "bad", stack: ["TypeError: bad", `    ${own}`] })}`,
    "TypeError: bad at src/work.ts:1:2",
  ],
  [
    "an error without a place in the program has none",
    { level: "ERROR", error: { name: "Error", message: "bad", stack: [foreign] } },
    "Error: bad",
  ],
  ["a line without an error has nothing to say", { level: "ERROR", message: "bad" }, undefined],
  ["a line of another level is not read", { level: "WARN", error: { name: "E" } }, undefined],
  ["text is not read", 'half a line of "ERROR"', undefined],
];

test.each(cases)("%s", (_what, line, text) => {
  const written = typeof line === "string" ? line : JSON.stringify(line);
  expect(summarizeError(written, (frame) => frame)).toBe(text);
});

test("positions are mapped to the sources", () => {
  const line = JSON.stringify({ level: "ERROR", error: { name: "E", message: "m", stack: [own] } });
  const mapped = summarizeError(line, (frame) => frame.replace("src/work.ts:1:2", "lib/a.ts:3:4"));
  expect(mapped).toBe("E: m at lib/a.ts:3:4");
});
