import type {
  MetricWidget,
  WidgetMetric,
} from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { sharedBeginning } from "./shared-beginning.ts";

/**
 * What a metric is called in its widget: its label, else the words in which it differs from the widget's other metrics, as
 * CloudWatch chooses them, without a beginning such as `shop-dev-` that all have.
 */
export function seriesLabel(widget: MetricWidget, metric: WidgetMetric): string {
  if (metric.label !== undefined) return metric.label;
  if ("expression" in metric.source) return metric.id ?? metric.source.expression;
  const { source } = metric;
  const shown = widget.metrics.flatMap((each) =>
    each.isVisible && "name" in each.source ? each.source : [],
  );
  const others = shown.filter((each) => each !== source);
  const isOwn = (differs: (other: (typeof others)[number]) => boolean) => others.some(differs);
  const words = [
    ...(isOwn(({ namespace }) => namespace !== source.namespace) ? [source.namespace] : []),
    ...source.dimensions
      .filter(({ name, value }) =>
        isOwn(({ dimensions }) =>
          dimensions.some((other) => other.name === name && other.value !== value),
        ),
      )
      .map(({ name, value }) => withoutBeginning(value, valuesOf(shown, name))),
    ...(isOwn(({ name }) => name !== source.name) ? [source.name] : []),
    ...(isOwn(({ stat, name }) => name === source.name && stat !== source.stat)
      ? [source.stat]
      : []),
  ];
  return words.length > 0 ? words.join(" ") : source.name;
}

function valuesOf(
  sources: readonly { readonly dimensions: readonly { name: string; value: string }[] }[],
  dimension: string,
): readonly string[] {
  return sources.flatMap(({ dimensions }) =>
    dimensions.filter(({ name }) => name === dimension).map(({ value }) => value),
  );
}

function withoutBeginning(value: string, among: readonly string[]): string {
  return value.slice(sharedBeginning([...new Set(among)]).length);
}
