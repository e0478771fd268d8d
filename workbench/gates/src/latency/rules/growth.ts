import type { LatencyBudget, RecordedPart } from "../budgets/latency-budget.ts";
import { recordedParts } from "../budgets/recorded-parts.ts";
import type { CountedFunction } from "../counts/count-function.ts";
import { importChain } from "../counts/import-chain.ts";
import type { Part } from "../counts/parts-of.ts";
import { numberText } from "./number-text.ts";

/** At most so many parts are named, and none that grew by less than this share of the one that grew most. */
const most = 3;
const smallestShare = 0.1;

/**
 * What has grown since the budget was recorded, in lines: each part with its growth, the chain of imports that brings its largest
 * module in, and the module that runs the most functions. `count` decides which parts are named.
 */
export function growth(
  { modules, counts }: Pick<CountedFunction, "modules" | "counts">,
  parts: readonly Part[],
  { parts: before }: Pick<LatencyBudget, "parts">,
  count: keyof RecordedPart,
): readonly string[] {
  // A small part that the budget leaves out may have been there before.
  const comparable = new Set([...Object.keys(before), ...recordedParts(parts, counts).map(nameOf)]);
  const grown = parts
    .filter(({ name }) => comparable.has(name))
    .map((part) => ({ part, by: part[count] - (before[part.name]?.[count] ?? 0) }))
    .filter(({ by }) => by > 0)
    .toSorted((a, b) => b.by - a.by);
  return grown
    .filter(({ by }) => by >= (grown[0]?.by ?? 0) * smallestShare)
    .slice(0, most)
    .flatMap(({ part }) => {
      const chain = part.bytes > 0 ? importChain(modules.graph, part.largest) : "";
      const { busiest } = part;
      return [
        `${part.name}: ${changeText(part, before[part.name])}`,
        ...(chain === "" ? [] : [`  imported by ${chain}`]),
        ...(busiest
          ? [`  most functions run in ${busiest.path}: ${numberText(busiest.functionsRun)}`]
          : []),
      ];
    });
}

function nameOf({ name }: Part): string {
  return name;
}

function changeText(now: RecordedPart, before: RecordedPart | undefined): string {
  if (!before) {
    return `${numberText(now.bytes)} bytes, ${numberText(now.functionsRun)} functions run, new`;
  }
  const [bytes, functions] = [now.bytes - before.bytes, now.functionsRun - before.functionsRun];
  return `${signed(bytes)} bytes, ${signed(functions)} functions run`;
}

function signed(by: number): string {
  return by < 0 ? `-${numberText(-by)}` : `+${numberText(by)}`;
}
