import type { ImportRun } from "./import-catalogue.ts";

/** Memory limits of a function, and of this process with the stage. */
export type MemoryLimits = { readonly functionMb: number; readonly stageMb: number };

/** Compares the result of an import with the expected one. Returns one line per problem. */
export function importProblems(run: ImportRun, limits: MemoryLimits): readonly string[] {
  const { generated, summary, stored, invocations, notices } = run;
  const pairs: [what: string, found: unknown, expected: unknown][] = [
    ["outcome", summary.outcome, "imported"],
    ["rows in", summary.rowsIn, generated.rows],
    ["rows rejected", summary.rowsRejected, generated.invalidRows],
    ["rows out", summary.rowsOut, generated.rows - generated.invalidRows],
    ["products stored", stored.products, generated.products],
    ["pieces stored", stored.pieces, generated.pieces],
  ];
  const [first, continued] = invocations;
  return [
    ...pairs
      .filter(([, found, expected]) => found !== expected)
      .map(([what, found, expected]) => `${what}: ${found}, not ${expected}`),
    ...(first.count > 0 ? [] : ["no invocation was reported"]),
    ...[first, continued]
      .filter(({ peakMemoryMb }) => peakMemoryMb >= limits.functionMb)
      .map(({ peakMemoryMb }) => `memory: ${peakMemoryMb} MB of ${limits.functionMb} MB`),
    ...(run.stagePeakMb < limits.stageMb
      ? []
      : [`memory of the stage: ${run.stagePeakMb} MB of ${limits.stageMb} MB`]),
    ...notices,
  ];
}
