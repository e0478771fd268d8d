import { expect, test } from "vitest";
import { functionSource } from "../../../testing/function-source.ts";
import { evaluate, unknown } from "./evaluate.ts";

const settings = `
const connectionMs = 1_000;
export const factor = 2;
export function settings({ attempts, requestMs }: { attempts: number; requestMs: number }) {
  return { attempts, requestHandler: { connectionMs, requestMs, throws: true } };
}
export const doubled = (ms: number) => ms * factor;
export function logged(ms: number) {
  console.log(ms);
  return ms;
}
export function endless(ms: number): number {
  return endless(ms);
}`;

const valueIn = (expression: string) => {
  const source = functionSource({
    "src/handler.ts": `import { doubled, endless, factor as by, logged, settings } from "./settings.ts";
      import { Handler } from "library";
      const own = { ms: 5 };
      const value = ${expression};`,
    "src/settings.ts": settings,
  });
  const file = source.files.get("src/handler.ts");
  if (!file) throw new Error("no file");
  return evaluate(file.declared.get("value"), file, source);
};

test.each<[string, unknown]>([
  ["3_000", 3_000],
  ["-1", -1],
  ["2 * 60 * 1_000 + 5", 120_005],
  ["`text`", "text"],
  ["true as const", true],
  ["own.ms", 5],
  ["own.ms ?? 7", 5],
  ["undefined ?? 7", 7],
  ["by", 2],
  ["doubled(own.ms)", 10],
  ["{ ...own, other: by }", { ms: 5, other: 2 }],
  ["new Handler({ ms: 3 })", { ms: 3 }],
  [
    "settings({ attempts: 3, requestMs: 2_000 })",
    { attempts: 3, requestHandler: { connectionMs: 1_000, requestMs: 2_000, throws: true } },
  ],
  ["{ ...outside(), ms: 1 }", { ms: 1, [unknown]: true }],
  ["outside", unknown],
  ["outside()", unknown],
  ["logged(1)", unknown],
  ["endless(1)", unknown],
  ["own.missing", unknown],
  ["1 > 2 ? 1 : 2", unknown],
])("%s", (expression, value) => {
  expect(valueIn(expression)).toEqual(value);
});
