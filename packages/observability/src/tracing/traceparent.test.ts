import { TraceFlags } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { recordSpans, sampled, unsampled } from "../testing/record-spans.ts";
import { inSpan } from "./in-span.ts";
import {
  activeTraceparent,
  linkActiveSpan,
  linksTo,
  readTraceparent,
  writeTraceparent,
} from "./traceparent.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";
const text = `00-${traceId}-${spanId}-01`;
const span = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };

// https://www.w3.org/TR/trace-context/#traceparent-header
test.each([
  [text, TraceFlags.SAMPLED],
  [`00-${traceId}-${spanId}-00`, TraceFlags.NONE],
  // The other bits are reserved.
  [`00-${traceId}-${spanId}-03`, TraceFlags.SAMPLED],
])("%s names a span", (given, traceFlags) => {
  expect(readTraceparent(given)).toEqual({ ...span, traceFlags });
});

test.each([
  undefined,
  "",
  `01-${traceId}-${spanId}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${"0".repeat(32)}-${spanId}-01`,
  `00-${traceId}-${"0".repeat(16)}-01`,
  `${text}-more`,
  `00-${traceId}-${spanId}`,
])("%s names no span", (given) => {
  expect(readTraceparent(given)).toBeUndefined();
});

test("a span is written as it is read", () => {
  expect(writeTraceparent(span)).toBe(text);
  expect(writeTraceparent({ ...span, traceFlags: TraceFlags.NONE })).toBe(
    `00-${traceId}-${spanId}-00`,
  );
});

test("the running span names itself, sampled or not; outside a span there is nothing to name", async () => {
  recordSpans();
  expect(activeTraceparent()).toBeUndefined();
  await inSpan(
    "work",
    {},
    async (running) => expect(activeTraceparent()).toBe(writeTraceparent(running.spanContext())),
    sampled,
  );
  const notSampled = await inSpan("work", {}, async () => activeTraceparent(), unsampled);
  expect(notSampled).toMatch(/-00$/);
});

test("a span is linked once, and not at all if nothing was recorded of it", () => {
  const other = { ...span, spanId: "53995c3f42cd8ad8" };
  const unrecorded = { ...span, spanId: "bd862e3fe1be46a9", traceFlags: TraceFlags.NONE };
  const links = linksTo([span, undefined, other, { ...span }, unrecorded]);
  expect(links).toEqual([{ context: span }, { context: other }]);
});

test("the running span is linked to the span that a text names, and to nothing by another text", async () => {
  const ended = recordSpans();
  await inSpan(
    "work",
    {},
    async () => {
      linkActiveSpan(text);
      linkActiveSpan("invalid");
      linkActiveSpan(undefined);
    },
    sampled,
  );
  expect(ended[0]?.links).toMatchObject([{ context: span }]);
  expect(() => linkActiveSpan(text)).not.toThrow();
});
