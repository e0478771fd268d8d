import type { Check } from "./check.ts";

const words = { ok: "ok", missing: "MISSING", unknown: "unknown" } as const;
const wordWidth = "MISSING  ".length;

/** A check in one line, followed by its fixes, one a line. */
export function printCheck({ name, state, what, fix }: Check): string {
  const fixes = (fix ?? "").split("\n").filter((line) => line !== "");
  return [
    `${words[state].padEnd(wordWidth)}${name}: ${what}`,
    ...fixes.map((line) => `${" ".repeat(wordWidth)}  ${line}`),
  ].join("\n");
}
