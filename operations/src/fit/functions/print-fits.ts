import { printTable } from "@stagecraft/cli/print-table";
import { shareText } from "../amount-text.ts";
import type { FitCheck } from "../fit-check.ts";
import type { Fit } from "../fit-of.ts";
import type { FunctionFits } from "./function-fits.ts";

const columns = [
  "trigger",
  "payload",
  "duration",
  "memory",
  "CPU",
  "state",
  "sockets",
  "concurrency",
];

/** A table of the functions, then what keeps one from fitting, what else could run them, and where the figures are from. */
export function printFits({ stage, functions, evidenceAt }: FunctionFits): string {
  const entries = Object.entries(functions);
  const checks = entries.flatMap(([name, fit]) => fit.checks.map((check) => ({ name, check })));
  const open = checks.filter(({ check }) => check.verdict !== "yes");
  return [
    `${stage}: ${entries.length} functions. A percentage is what is left of the tightest limit.`,
    "",
    printTable(
      ["function", "fits", ...columns],
      entries.map(([name, fit]) => [name, fit.verdict, ...columns.map((each) => cell(fit, each))]),
    ),
    ...(open.length > 0 ? [""] : []),
    ...open.flatMap(({ name, check }) => [
      `${name}, ${check.aspect}: ${check.verdict}. ${check.reason}`,
      ...(check.instead === undefined ? [] : [`  instead: ${check.instead}`]),
    ]),
    "",
    "If a function no longer fits, its code can run as:",
    ...escapeLines(entries),
    "",
    "The figures are from:",
    ...sourcesOf(checks.map(({ check }) => check)).map((line) => `  ${line}`),
    evidenceAt === undefined
      ? "  There is no evidence of this Plan: npm run evidence"
      : `  The evidence is of this Plan, recorded at ${evidenceAt}.`,
    "Every limit with its page, and every reason: npm run fit -- --json",
  ].join("\n");
}

function cell({ checks }: Fit, aspect: string): string {
  const check = checks.find((each) => each.aspect === aspect);
  if (!check) return "-";
  const [tightest] = check.headroom ?? [];
  return tightest ? `${check.short} (${shareText(tightest.left)})` : check.short;
}

function escapeLines(entries: readonly (readonly [string, Fit])[]): readonly string[] {
  const hatches = entries.flatMap(([name, { escapeHatches }]) =>
    escapeHatches.map((hatch) => ({ name, hatch })),
  );
  return [...Map.groupBy(hatches, ({ hatch }) => hatch)].map(
    ([hatch, of]) => `  ${of.map(({ name }) => name).join(", ")}: ${hatch}`,
  );
}

/** Each source once, without the number of invocations. */
function sourcesOf(checks: readonly FitCheck[]): readonly string[] {
  const sources = checks.flatMap(({ source }) => source ?? []);
  return [...new Set(sources.map((source) => source.replace(/, \d+ invocations?/, "")))].toSorted();
}
