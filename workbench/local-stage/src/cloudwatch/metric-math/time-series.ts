/** Values by the start of their period (ms since the epoch), in order of time. Periods without a value are missing. */
export type TimeSeries = {
  readonly periodMs: number;
  readonly values: ReadonlyMap<number, number>;
};

/** The periods that an expression is computed for: they begin at `fromMs`, `fromMs + periodMs` ..., before `toMs`. */
export type TimeGrid = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly periodMs: number;
};

/** The starts of the periods, in order of time. */
export function startsOf({ fromMs, toMs, periodMs }: TimeGrid): readonly number[] {
  const starts: number[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs += periodMs) starts.push(startMs);
  return starts;
}

/** A series of what `change` returns; a value that is not finite, such as that of a division by 0, is missing. */
export function mapSeries(
  { periodMs, values }: TimeSeries,
  change: (value: number, startMs: number) => number | undefined,
): TimeSeries {
  const changed = new Map<number, number>();
  for (const [startMs, value] of values) {
    const result = change(value, startMs);
    if (result !== undefined && Number.isFinite(result)) changed.set(startMs, result);
  }
  return { periodMs, values: changed };
}
