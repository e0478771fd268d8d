import type { DatabaseSync } from "node:sqlite";
import { addDataPoint, type DataPoint, emptyDataPoint } from "./data-point.ts";
import { limitValues } from "./limit-values.ts";
import { dimensionsKey, dimensionsOfKey, type Metric, type MetricUnit } from "./metric.ts";
import { periodStartMs } from "./period-start.ts";

export type MetricStore = ReturnType<typeof openMetricStore>;

/** Which metrics to read; without a unit those of all units. */
export type MetricSelector = Omit<Metric, "unit"> & { readonly unit?: MetricUnit | undefined };

/** A data point as it is stored: of the period that begins at `startMs`. */
export type StoredDataPoint = {
  readonly unit: MetricUnit;
  readonly startMs: number;
  readonly periodMs: number;
  readonly point: DataPoint;
};

type MetricRow = {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: string;
  readonly unit: MetricUnit;
};

type PointRow = {
  readonly metric: number;
  readonly startMs: number;
  readonly periodMs: number;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** JSON: values with their counts. */
  readonly valueCounts: string;
};

/** The tables of metrics and their data points. It does not know CloudWatch's rules. */
export function openMetricStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS cloudwatch_metrics (
      id INTEGER PRIMARY KEY,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      dimensions TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (namespace, name, dimensions, unit)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS cloudwatch_data_points (
      metric INTEGER NOT NULL,
      startMs INTEGER NOT NULL,
      periodMs INTEGER NOT NULL,
      count REAL NOT NULL,
      sum REAL NOT NULL,
      minimum REAL NOT NULL,
      maximum REAL NOT NULL,
      valueCounts TEXT NOT NULL,
      PRIMARY KEY (metric, startMs, periodMs)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS cloudwatch_data_points_by_age
      ON cloudwatch_data_points (periodMs, startMs);
  `);
  const insertMetric = sqlite.prepare(
    "INSERT INTO cloudwatch_metrics (namespace, name, dimensions, unit) VALUES (?, ?, ?, ?)",
  );
  const findMetric = sqlite.prepare(
    "SELECT id FROM cloudwatch_metrics WHERE namespace = ? AND name = ? AND dimensions = ? AND unit = ?",
  );
  const find = sqlite.prepare(
    "SELECT * FROM cloudwatch_data_points WHERE metric = ? AND startMs = ? AND periodMs = ?",
  );
  const replace = sqlite.prepare(
    "INSERT OR REPLACE INTO cloudwatch_data_points VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const read = sqlite.prepare(`
    SELECT unit, points.* FROM cloudwatch_data_points points JOIN cloudwatch_metrics ON id = metric
    WHERE namespace = ?1 AND name = ?2 AND dimensions = ?3 AND (?4 IS NULL OR unit = ?4)
      AND startMs >= ?5 AND startMs < ?6
    ORDER BY startMs
  `);
  const olderThan = sqlite.prepare(
    "SELECT * FROM cloudwatch_data_points WHERE periodMs = ? AND startMs < ?",
  );
  const removeOlderThan = sqlite.prepare(
    "DELETE FROM cloudwatch_data_points WHERE periodMs = ? AND startMs < ?",
  );
  const removeUnused = sqlite.prepare(
    "DELETE FROM cloudwatch_metrics WHERE NOT EXISTS (SELECT 1 FROM cloudwatch_data_points WHERE metric = id)",
  );
  const active = sqlite.prepare(`
    SELECT * FROM cloudwatch_metrics
    WHERE EXISTS (SELECT 1 FROM cloudwatch_data_points WHERE metric = id AND startMs >= ?)
    ORDER BY namespace, name, dimensions, unit
  `);
  const totals = sqlite.prepare(`
    SELECT cloudwatch_metrics.*, sum(count) AS count, sum(sum) AS sum
    FROM cloudwatch_metrics JOIN cloudwatch_data_points ON metric = id
    GROUP BY id ORDER BY namespace, name, dimensions, unit
  `);

  function idOf({ namespace, name, dimensions, unit }: Metric): number {
    const key = [namespace, name, dimensionsKey(dimensions), unit] as const;
    const known = findMetric.get(...key) as { id: number } | undefined;
    return known?.id ?? Number(insertMetric.run(...key).lastInsertRowid);
  }

  /** Adds to what is stored for the period. */
  function addTo(metric: number, startMs: number, periodMs: number, added: DataPoint) {
    const stored = find.get(metric, startMs, periodMs) as PointRow | undefined;
    const point = stored ? dataPointOf(stored) : emptyDataPoint();
    addDataPoint(point, added);
    const { count, sum, minimum, maximum } = point;
    const valueCounts = JSON.stringify([...limitValues(point.values)]);
    replace.run(metric, startMs, periodMs, count, sum, minimum, maximum, valueCounts);
  }

  return {
    add: (metric: Metric, startMs: number, periodMs: number, added: DataPoint) =>
      addTo(idOf(metric), startMs, periodMs, added),
    /** In order of time; of periods that begin at `fromMs` or later and before `toMs`. */
    read(
      { namespace, name, dimensions, unit }: MetricSelector,
      fromMs: number,
      toMs: number,
    ): readonly StoredDataPoint[] {
      const key = dimensionsKey(dimensions);
      const rows = read.all(namespace, name, key, unit ?? null, fromMs, toMs) as (PointRow & {
        unit: MetricUnit;
      })[];
      return rows.map((row) => ({
        unit: row.unit,
        startMs: row.startMs,
        periodMs: row.periodMs,
        point: dataPointOf(row),
      }));
    },
    /** Metrics with a data point that begins at `sinceMs` or later. */
    activeSince: (sinceMs: number): readonly Metric[] =>
      (active.all(sinceMs) as MetricRow[]).map(metricOf),
    totals: () =>
      (totals.all() as (MetricRow & { count: number; sum: number })[]).map((row) => ({
        ...metricOf(row),
        count: row.count,
        sum: row.sum,
      })),
    /** Adds data points of `periodMs` that begin before `beforeMs` to those of a longer period. */
    rollUp(periodMs: number, beforeMs: number, intoPeriodMs: number) {
      for (const row of olderThan.all(periodMs, beforeMs) as PointRow[]) {
        const startMs = periodStartMs(row.startMs, intoPeriodMs);
        addTo(row.metric, startMs, intoPeriodMs, dataPointOf(row));
      }
      removeOlderThan.run(periodMs, beforeMs);
    },
    /** Removes data points of `periodMs` that begin before `beforeMs`, and metrics without any data point. */
    remove(periodMs: number, beforeMs: number) {
      removeOlderThan.run(periodMs, beforeMs);
      removeUnused.run();
    },
  };
}

function metricOf({ namespace, name, dimensions, unit }: MetricRow): Metric {
  return { namespace, name, dimensions: dimensionsOfKey(dimensions), unit };
}

function dataPointOf({ count, sum, minimum, maximum, valueCounts }: PointRow): DataPoint {
  return { count, sum, minimum, maximum, values: new Map(JSON.parse(valueCounts)) };
}
