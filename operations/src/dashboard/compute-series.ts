import type { Series } from "@stagecraft/diagram/dashboard/dashboard-data";
import { evaluateExpression, type Operand } from "./evaluate-expression.ts";
import type { WidgetQuery } from "./widget-queries.ts";

/**
 * The series of a widget's metrics, and those of its expressions that can be computed from them, in the order of the widget. `unknown`
 * are the other expressions.
 */
export function computeSeries(
  queries: readonly WidgetQuery[],
  read: readonly Series[],
): { readonly series: readonly Series[]; readonly unknown: readonly string[] } {
  const byId = new Map<string, Operand>();
  for (const { metric, query } of queries) {
    const own = read.find((each) => each.metric === metric);
    if (own) byId.set(query.Id, new Map(own.points.map(({ timeMs, value }) => [timeMs, value])));
  }
  const computed: Series[] = [];
  let open = queries.filter(({ query }) => query.Expression !== undefined);
  // An expression may read another one, wherever that stands.
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const { metric, query } of open) {
      const value = evaluateExpression(query.Expression ?? "", byId);
      if (value === undefined) continue;
      byId.set(query.Id, value);
      computed.push({ metric, points: pointsOf(value) });
      isNew = true;
    }
    open = open.filter(({ query }) => !byId.has(query.Id));
  }
  return {
    series: [...read, ...computed].toSorted((a, b) => a.metric - b.metric),
    unknown: open.map(({ query }) => query.Expression ?? ""),
  };
}

function pointsOf(value: Operand): Series["points"] {
  if (typeof value === "number") return [];
  return [...value]
    .map(([timeMs, each]) => ({ timeMs, value: each }))
    .toSorted((a, b) => a.timeMs - b.timeMs);
}
