import type { DashboardData, Series } from "../src/dashboard/dashboard-data.ts";
import { chanceOf } from "./chance-of.ts";

const endMs = Date.UTC(2026, 10, 30, 13, 7);
const names = ["a", "Orders", "ApproximateNumberOfMessagesVisible", "2xx and 3xx of all routes"];
const views = ["timeSeries", "timeSeries", "singleValue", "bar", "gauge", "table"];

/** A dashboard of widgets with any size from 4 columns and 3 rows, any names and any values, from a seed. */
export function generatedDashboard(seed: number): {
  readonly body: string;
  readonly data: DashboardData;
} {
  const chance = chanceOf(seed);
  const whole = (from: number, to: number) => from + Math.floor(chance() * (to - from + 1));
  const pick = <Item>(items: readonly Item[]) => items[whole(0, items.length - 1)] as Item;
  const startMs = endMs - pick([10, 60, 180, 1_440, 20_000]) * 60_000;
  const series = new Map<number, readonly Series[]>();
  const widgets = Array.from({ length: 12 }, (_, index) => {
    const size = { width: whole(4, 24), height: whole(3, 9) };
    const title = pick(["", ...names, names.join(" ")]);
    if (chance() < 0.15) {
      const markdown = `# ${pick(names)}\n\n${names.join(" ").repeat(whole(0, 3))}\n* [one](x)`;
      return { type: "text", ...size, height: whole(1, 3), properties: { markdown } };
    }
    if (chance() < 0.15) {
      const alarms = Array.from(
        { length: whole(1, 30) },
        (_each, at) => `arn:alarm:a-${pick(names)}${at}`,
      );
      return { type: "alarm", ...size, properties: { title, alarms } };
    }
    const count = whole(1, 12);
    const scale = 10 ** whole(-4, 9);
    series.set(
      index,
      Array.from({ length: count }, (_each, metric) => ({
        metric,
        points: Array.from({ length: whole(0, 60) }, (_point, at) => ({
          timeMs: startMs + ((endMs - startMs) * at) / 60,
          value: chance() * scale - (seed % 3 === 0 ? scale / 2 : 0),
        })),
      })),
    );
    const metrics = Array.from({ length: count }, (_each, at) => [
      "Shop",
      pick(names),
      "Dimension",
      `shop-dev-${pick(names)}${at}`,
      { yAxis: pick(["left", "right"]), ...(chance() < 0.3 ? { label: pick(names) } : {}) },
    ]);
    const annotations = {
      horizontal: chance() < 0.4 ? [{ value: chance() * scale, label: pick(names) }] : [],
      vertical:
        chance() < 0.3
          ? [{ value: new Date(startMs + 60_000).toISOString(), label: "deploy" }]
          : [],
    };
    const yAxis = {
      left: { min: 0, max: scale, ...(chance() < 0.5 ? { label: pick(names) } : {}) },
    };
    const view = pick(views);
    const properties = {
      region: "eu-west-1",
      title,
      view,
      metrics,
      annotations,
      stacked: chance() < 0.3,
      yAxis,
    };
    return { type: "metric", ...size, properties };
  });
  return {
    body: JSON.stringify({ widgets }),
    data: { startMs, endMs, series, alarms: new Map() },
  };
}
