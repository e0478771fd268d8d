import type { Span } from "@stagecraft/local-stage/xray/span";
import type { SpanSource } from "./span-source.ts";

/** The attribute of a span that is about an order. */
export const orderAttribute = "order.id";

/**
 * Every span of an order, in the order of their start: those that name it, what they contain and what contains them, and the same of
 * the spans that they link to, in whatever trace those are. Of a batch of many orders only this order's part is returned.
 */
export async function orderSpans(order: string, source: SpanSource): Promise<readonly Span[]> {
  const known = new Map<string, Span>();
  const searched = new Set<string>();
  let wanted: readonly string[] = [order];
  while (wanted.length > 0) {
    for (const text of wanted) searched.add(text);
    for (const span of await source.find(wanted)) known.set(span.spanId, span);
    const spans = spansOf(order, known);
    const traces = spans.flatMap(({ traceId, links = [] }) => [
      traceId,
      ...links.map((link) => link.traceId),
    ]);
    wanted = [...new Set(traces)].filter((traceId) => !searched.has(traceId));
  }
  return spansOf(order, known);
}

function spansOf(order: string, known: ReadonlyMap<string, Span>): readonly Span[] {
  const all = [...known.values()];
  const linked = new Set<string>();
  const own = new Set<string>();

  /** Adds the span with what it contains, what contains it, and what it links to. */
  function add(span: Span | undefined) {
    if (!span || own.has(span.spanId)) return;
    own.add(span.spanId);
    for (const inner of children.get(span.spanId) ?? []) if (isOfOrder(inner)) add(inner);
    for (let parent = parentOf(span); parent; parent = parentOf(parent)) own.add(parent.spanId);
    for (const { spanId } of span.links ?? []) {
      if (linked.has(spanId)) continue;
      linked.add(spanId);
      add(known.get(spanId));
    }
  }

  const children = Map.groupBy(all, ({ parentSpanId }) => parentSpanId);
  const parentOf = ({ parentSpanId = "" }: Span) => known.get(parentSpanId);
  const isOfOrder = ({ attributes }: Span) => [order, undefined].includes(orderIn(attributes));
  for (const span of all) if (orderIn(span.attributes) === order) add(span);
  return all
    .filter(({ spanId }) => own.has(spanId))
    .toSorted((a, b) => a.startTimeUnixNano - b.startTimeUnixNano);
}

function orderIn(attributes: Span["attributes"]): string | undefined {
  const order = attributes[orderAttribute];
  return order === undefined ? undefined : String(order);
}
