import { TraceFlags } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { readTraceHeader, withParent } from "./trace-header.ts";

const traceId = "5759e988bd862e3fe1be46a994272793";
const spanId = "53995c3f42cd8ad8";
const root = "Root=1-5759e988-bd862e3fe1be46a994272793";
const header = `${root};Parent=${spanId};Sampled=1`;

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
test.each([
  ["a sampled header", header, TraceFlags.SAMPLED],
  ["fields in another order, with spaces", `Sampled=1; Parent=${spanId}; ${root}`, 1],
  ["a lineage, which is not read", `${header};Lineage=1:a87bd80c:1`, TraceFlags.SAMPLED],
  ["a header that is not sampled", `${root};Parent=${spanId};Sampled=0`, TraceFlags.NONE],
  ["a header without a decision", `${root};Parent=${spanId}`, TraceFlags.NONE],
  ["a decision that is asked for", `${root};Parent=${spanId};Sampled=?`, TraceFlags.NONE],
])("%s names its span", (_, text, traceFlags) => {
  expect(readTraceHeader(text)).toEqual({ traceId, spanId, traceFlags, isRemote: true });
});

test.each([
  ["no header", undefined],
  ["an empty one", ""],
  ["no parent", `${root};Sampled=1`],
  ["no root", `Parent=${spanId};Sampled=1`],
  ["a root that is no trace id", `Root=1-5759e988-xyz;Parent=${spanId}`],
  ["a trace id of zeros", `Root=1-00000000-${"0".repeat(24)};Parent=${spanId}`],
  ["a parent that is too short", `${root};Parent=53995c3f`],
  ["other text", "=;;a=b=c"],
])("%s names no span", (_, text) => {
  expect(readTraceHeader(text)).toBeUndefined();
});

const span = { traceId, spanId: "00f067aa0ba902b7", traceFlags: TraceFlags.SAMPLED };

// Without its lineage Lambda would not notice a loop: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
test.each([
  [header, `${root};Parent=00f067aa0ba902b7;Sampled=1`],
  [
    `${header};Lineage=25:a87bd80c:1|3:0e2cd6c5:0`,
    `${root};Parent=00f067aa0ba902b7;Sampled=1;Lineage=25:a87bd80c:1|3:0e2cd6c5:0`,
  ],
  [`Parent=${spanId};${root}`, `Parent=00f067aa0ba902b7;${root}`],
  [`${root}; Parent=${spanId}`, `${root}; Parent=00f067aa0ba902b7`],
])("the header gets another parent, and keeps its other fields", (given, expected) => {
  expect(withParent(given, span)).toBe(expected);
});

test("without a header there is none with a parent", () => {
  expect(withParent(undefined, span)).toBeUndefined();
});
