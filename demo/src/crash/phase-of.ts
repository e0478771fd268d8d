/** What a run of `npm start -- --once` does one after the other, with the line that shows that it has begun. */
const phases = [
  ["start-up", /^/],
  ["catalogue import", /^catalogue: \d/m],
  ["replay", /^catalogue: imported/m],
  ["settling", /orders: (\d+) of \1,/],
  ["reconciliation", /returns: (\d+) of \1,/],
  ["shutdown", /^stopping/m],
] as const;

export type Phase = (typeof phases)[number][0];

/** What a run was at, by what it had printed. */
export function phaseOf(output: string): Phase {
  const [phase] = phases.findLast(([, begun]) => begun.test(output)) ?? phases[0];
  return phase;
}
