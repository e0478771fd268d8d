import type { Span } from "@stagecraft/local-stage/xray/span";
import { expect, test } from "vitest";
import { orderSpans } from "./order-spans.ts";

/** A span `a1`: of trace `a`, below `parent`. */
function span(
  spanId: string,
  more: { parent?: string; order?: string; links?: readonly string[] } = {},
): Span {
  const { parent, order, links = [] } = more;
  return {
    resource: { attributes: { "service.name": "Sorter" } },
    traceId: `trace-${spanId[0]}`,
    spanId,
    ...(parent && { parentSpanId: parent }),
    name: "work",
    kind: "INTERNAL",
    startTimeUnixNano: Number.parseInt(spanId, 36),
    endTimeUnixNano: Number.parseInt(spanId, 36) + 1,
    attributes: order ? { "order.id": order } : {},
    status: { code: "UNSET" },
    links: links.map((id) => ({ traceId: `trace-${id[0]}`, spanId: id })),
  };
}

/** A source of these spans, which counts the searches. */
function sourceOf(...spans: readonly Span[]) {
  const searches: (readonly string[])[] = [];
  return {
    searches,
    find: async (texts: readonly string[]) => {
      searches.push(texts);
      return spans.filter((each) => texts.some((text) => JSON.stringify(each).includes(text)));
    },
  };
}

const idsOf = async (...spans: readonly Span[]) =>
  (await orderSpans("ord_1", sourceOf(...spans))).map(({ spanId }) => spanId);

test("a span of the order comes with what contains it and what it contains", async () => {
  const spans = [
    span("a1"),
    span("a2", { parent: "a1", order: "ord_1" }),
    span("a3", { parent: "a2" }),
    span("a4", { parent: "a3" }),
  ];
  expect(await idsOf(...spans)).toEqual(["a1", "a2", "a3", "a4"]);
});

test("of a batch, the parts of other orders and of the batch itself are left out", async () => {
  const spans = [
    span("a1"),
    span("a2", { parent: "a1", order: "ord_1" }),
    span("a3", { parent: "a1", order: "ord_2" }),
    span("a4", { parent: "a1" }),
  ];
  expect(await idsOf(...spans)).toEqual(["a1", "a2"]);
});

test("links are followed into traces that do not name the order", async () => {
  const spans = [
    span("a1"),
    span("b1", { links: ["a1"] }),
    span("c1", { order: "ord_1", links: ["b1"] }),
  ];
  expect(await idsOf(...spans)).toEqual(["a1", "b1", "c1"]);
});

test("traces that are linked in a circle are searched once each", async () => {
  const source = sourceOf(
    span("a1", { order: "ord_1", links: ["b1"] }),
    span("b1", { links: ["a1"] }),
  );
  expect(await orderSpans("ord_1", source)).toHaveLength(2);
  expect(source.searches.flat().toSorted()).toEqual(["ord_1", "trace-a", "trace-b"]);
});

test("nothing is found of an unknown order", async () => {
  expect(await idsOf(span("a1", { order: "ord_2" }))).toEqual([]);
});
