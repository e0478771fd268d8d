import type { ImportRun } from "./import-catalogue.ts";

/** What a function, and this process with the stage in it, may take. */
export type MemoryLimits = { readonly functionMb: number; readonly stageMb: number };

/** What does not add up, one line each; none when all does. */
export function importProblems(run: ImportRun, limits: MemoryLimits): readonly string[] {
  const { generated, summary, stored, invocations, notices } = run;
  const pairs: [what: string, found: unknown, expected: unknown][] = [
    ["outcome", summary.outcome, "imported"],
    ["rows in", summary.rowsIn, generated.rows],
    ["rows rejected", summary.rowsRejected, generated.wrongRows],
    ["rows out", summary.rowsOut, generated.rows - generated.wrongRows],
    ["products stored", stored.products, generated.products],
    ["pieces stored", stored.pieces, generated.pieces],
  ];
  const [begun, continued] = invocations;
  return [
    ...pairs
      .filter(([, found, expected]) => found !== expected)
      .map(([what, found, expected]) => `${what}: ${found}, not ${expected}`),
    ...(begun.count > 0 ? [] : ["no invocation was reported"]),
    ...[begun, continued]
      .filter(({ peakMemoryMb }) => peakMemoryMb >= limits.functionMb)
      .map(({ peakMemoryMb }) => `memory: ${peakMemoryMb} MB of ${limits.functionMb} MB`),
    ...(run.stagePeakMb < limits.stageMb
      ? []
      : [`memory of the stage: ${run.stagePeakMb} MB of ${limits.stageMb} MB`]),
    ...notices,
  ];
}
