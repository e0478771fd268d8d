const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

/** How long before now, in its largest unit: `3 d ago`. */
export function ago(timeMs: number, nowMs: number): string {
  const elapsedMs = nowMs - timeMs;
  const [unit, ms] = units.find(([, unitMs]) => elapsedMs >= unitMs) ?? ["s", 1_000];
  return `${Math.max(0, Math.floor(elapsedMs / ms))} ${unit} ago`;
}
