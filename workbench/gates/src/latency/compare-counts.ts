import type { PlannedProgram } from "../gate.ts";
import { countsAbove } from "./budgets/counts-outside.ts";
import { smallestDifferenceOf } from "./budgets/headroom.ts";
import { recordedParts } from "./budgets/recorded-parts.ts";
import type { CountedFunction } from "./counts/count-function.ts";
import { countFunctions } from "./counts/count-functions.ts";
import { type Counts, countNames } from "./counts/counts.ts";
import { partsOf } from "./counts/parts-of.ts";
import { growth } from "./rules/growth.ts";
import { numberText } from "./rules/number-text.ts";

const columns: { readonly [name in keyof Counts]: string } = {
  codeBytes: "code, bytes",
  gzipBytes: "compressed",
  modules: "modules",
  functionsRun: "functions run at import",
  bytecodeBytes: "bytecode",
  heapBytes: "heap",
};

/** The heap differs from run to run by up to this share. */
const heapNoise = 0.02;

/** Compares the counts of every function of two versions of the program, and says what has grown, as Markdown. */
export async function compareCounts(
  before: PlannedProgram,
  after: PlannedProgram,
): Promise<string> {
  const [then, now] = [
    await countFunctions(before.root, before.plan),
    await countFunctions(after.root, after.plan),
  ];
  const names = [...new Set([...then.counted, ...now.counted].map(({ name }) => name))].toSorted();
  const pairs = names.map((name) => ({
    name,
    was: then.counted.find((each) => each.name === name),
    is: now.counted.find((each) => each.name === name),
  }));
  const changed = pairs.filter(({ was, is }) => differs(was?.counts, is?.counts));
  const failed = new Set(
    [...then.failed, ...now.failed].map(
      ({ name, error }) => `- ${name} cannot be imported: ${error}`,
    ),
  );
  const title = `**What functions weigh and run at import** (stage ${after.plan.stage})`;
  if (changed.length === 0) {
    return [title, "", `None of ${pairs.length} functions changes.`, ...failed].join("\n");
  }
  const grown = await Promise.all(
    changed.map(({ was, is }) => grownParts(before.root, after.root, was, is)),
  );
  return [
    title,
    "",
    `| function | ${countNames.map((name) => columns[name]).join(" | ")} |`,
    `|---|${countNames.map(() => "---:").join("|")}|`,
    ...changed.map(
      ({ name, was, is }) =>
        `| ${name} | ${countNames.map((count) => cell(count, was?.counts[count], is?.counts[count])).join(" | ")} |`,
    ),
    "",
    `${pairs.length - changed.length} of ${pairs.length} functions do not change.`,
    ...failed,
    ...grown.flat(),
  ].join("\n");
}

function differs(was: Counts | undefined, is: Counts | undefined): boolean {
  if (!was || !is) return true;
  return countNames.some((name) => !isSame(name, was[name], is[name]));
}

function isSame(name: keyof Counts, was: number, is: number): boolean {
  if (name !== "heapBytes") return was === is;
  return Math.abs(is - was) <= Math.max(was * heapNoise, smallestDifferenceOf.heapBytes);
}

function cell(name: keyof Counts, was: number | undefined, is: number | undefined): string {
  if (is === undefined) return "removed";
  if (was === undefined) return `${numberText(is)}, new`;
  if (isSame(name, was, is)) return numberText(is);
  const percent = (is / was - 1) * 100;
  const sign = percent < 0 ? "-" : "+";
  return `${numberText(was)} → ${numberText(is)} (${sign}${Math.abs(percent).toFixed(1)} %)`;
}

/** Of a function that grew by more than its budget's headroom would allow, the parts that grew. */
async function grownParts(
  rootBefore: string,
  rootAfter: string,
  was: CountedFunction | undefined,
  is: CountedFunction | undefined,
): Promise<readonly string[]> {
  if (!was || !is || countsAbove(is.counts, was.counts).length === 0) return [];
  const [partsBefore, parts] = [await partsOf(rootBefore, was), await partsOf(rootAfter, is)];
  const before = { parts: Object.fromEntries(partsBefore.map((part) => [part.name, part])) };
  const lines = growth(is, [...recordedParts(parts, is.counts)], before, "bytes");
  return ["", `Grown in ${is.name}:`, "", ...lines.map((line) => `    ${line}`)];
}
