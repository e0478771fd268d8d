import { type Quartiles, quartilesOf, ratiosOf } from "../telemetry/compare.ts";
import type { ImportCounts } from "./count-functions.ts";
import { type ColdStart, emptyFunction } from "./measure-cold-starts.ts";

/** What a function of a tree is, beside its time. */
export type FunctionSize = ImportCounts & { readonly bytes: number; readonly gzipBytes: number };

/** The sizes of the functions, by tree and name. */
export type FunctionSizes = ReadonlyMap<string, ReadonlyMap<string, FunctionSize>>;

/** A table in Markdown with a line for each function: of the first tree, and compared with the second, if there is one. */
export function printColdStarts(
  [tree = "", against]: readonly string[],
  sizes: FunctionSizes,
  coldStarts: readonly ColdStart[],
): string {
  const names = [...(sizes.get(tree)?.keys() ?? [])];
  const others = against === undefined ? [] : [`${against}: kB`, "CPU", `ratio to ${against}`];
  const header = [
    "function",
    "kB (gzip)",
    "functions, kB of bytecode",
    "CPU",
    "process",
    ...others,
  ];
  return [
    "kB: minified. functions, kB of bytecode: what the import runs. CPU: processor time of the import and the first invocation.",
    "process: processor time of the whole process, as a ratio to one with an empty handler.",
    row(header),
    row(header.map(() => "---")),
    ...names.map((name) => functionRow(name)),
    "",
    "processor time of a warm invocation:",
    row(["call", "CPU", ...(against === undefined ? [] : [against, `ratio to ${against}`])]),
    row(["---", "---", ...(against === undefined ? [] : ["---", "---"])]),
    ...names.flatMap((name) => {
      const calls = Object.keys(select(coldStarts, name, tree)[0]?.warmUs ?? {});
      return calls.map((call) => warmRow(name, call));
    }),
  ].join("\n");

  function warmRow(name: string, call: string): string {
    const warm = (of: string) =>
      select(coldStarts, name, of).map(({ warmUs }) => warmUs[call] ?? 0);
    const milliseconds = (of: string) => `${(quartilesOf(warm(of)).median / 1000).toFixed(2)} ms`;
    const cells = [`${name}, ${call}`, milliseconds(tree)];
    if (against === undefined) return row(cells);
    if (!sizes.get(against)?.has(name)) return row([...cells, "-", "-"]);
    return row([...cells, milliseconds(against), text(ratiosOf(warm(tree), warm(against)), 2)]);
  }

  function functionRow(name: string): string {
    const work = (of: string) => select(coldStarts, name, of).map(({ workUs }) => workUs);
    const whole = select(coldStarts, name, tree).map(({ processUs }) => processUs);
    const empty = select(coldStarts, emptyFunction, tree).map(({ processUs }) => processUs);
    const cells = [
      name,
      sizeText(sizes.get(tree)?.get(name)),
      countsText(sizes.get(tree)?.get(name)),
      millisecondsText(work(tree)),
      text(ratiosOf(whole, empty), 2),
    ];
    if (against === undefined) return row(cells);
    const before = sizes.get(against)?.get(name);
    if (!before) return row([...cells, "-", "-", "-"]);
    const ratio = text(ratiosOf(work(tree), work(against)), 2);
    return row([...cells, sizeText(before), millisecondsText(work(against)), ratio]);
  }
}

function select(coldStarts: readonly ColdStart[], functionName: string, tree: string) {
  return coldStarts.filter((each) => each.functionName === functionName && each.tree === tree);
}

function sizeText(size: FunctionSize | undefined): string {
  return size ? `${kilobytes(size.bytes)} (${kilobytes(size.gzipBytes)})` : "-";
}

function countsText(size: FunctionSize | undefined): string {
  return size ? `${size.functions}, ${kilobytes(size.bytecodeBytes)}` : "-";
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

function millisecondsText(timesUs: readonly number[]): string {
  return `${(quartilesOf(timesUs).median / 1000).toFixed(0)} ms`;
}

function text({ low, median, high }: Quartiles, digits: number): string {
  return `${median.toFixed(digits)} [${low.toFixed(digits)} to ${high.toFixed(digits)}]`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
