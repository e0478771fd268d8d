/** The phases of `npm start -- --once` in their order, each with the output that starts it. */
const phases = [
  ["start-up", /^/],
  ["catalogue import", /^catalogue: \d/m],
  ["replay", /^catalogue: imported/m],
  ["settling", /orders: (\d+) of \1,/],
  ["reconciliation", /returns: (\d+) of \1,/],
  ["shutdown", /^stopping/m],
] as const;

export type Phase = (typeof phases)[number][0];

/** The phase of a run, from its output. */
export function phaseOf(output: string): Phase {
  const [phase] = phases.findLast(([, start]) => start.test(output)) ?? phases[0];
  return phase;
}
