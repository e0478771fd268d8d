import {
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { decodeSpans } from "./decode-spans.ts";
import { readDatagram } from "./read-datagram.ts";

const remote = {
  traceId: "5759e988bd862e3fe1be46a994272793",
  spanId: "53995c3f42cd8ad8",
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
};

/** A tracer, and what its ended spans are in OTLP, as OpenTelemetry's own serializer writes it. */
function createTracer(service = "Parcels") {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    sampler: new AlwaysOnSampler(),
    spanProcessors: [
      {
        onStart() {},
        onEnd: (span) => void ended.push(span),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  return {
    tracer: provider.getTracer("test"),
    ended,
    request: () => ProtobufTraceSerializer.serializeRequest(ended) ?? new Uint8Array(),
  };
}

const asDatagram = (prefix: string, request: Uint8Array, line = '{"format":"json","version":1}') =>
  Buffer.from(`${line}\n${prefix}${Buffer.from(request).toString("base64")}`);

// https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto
test("a span that OpenTelemetry has written is read with its parent, links, times and status", () => {
  const { tracer, request } = createTracer();
  const startMs = 1_800_000_000_123;
  const span = tracer.startSpan(
    "send parcel £",
    {
      kind: SpanKind.PRODUCER,
      startTime: startMs,
      links: [
        { context: { ...remote, spanId: "00f067aa0ba902b7" } },
        { context: { ...remote, traceId: "4bf92f3577b34da6a3ce929d0e0e4736" } },
      ],
    },
    trace.setSpanContext(ROOT_CONTEXT, remote),
  );
  span.setStatus({ code: SpanStatusCode.ERROR, message: "not read" });
  span.addEvent("not read");
  span.end(startMs + 45);
  const [read, ...others] = decodeSpans(request());
  expect(others).toEqual([]);
  const { traceId, spanId } = span.spanContext();
  expect(read).toEqual({
    resource: { attributes: { "service.name": "Parcels" } },
    traceId,
    spanId,
    parentSpanId: remote.spanId,
    name: "send parcel £",
    kind: "PRODUCER",
    startTimeUnixNano: expect.closeTo(startMs * 1e6, -3),
    endTimeUnixNano: expect.closeTo((startMs + 45) * 1e6, -3),
    attributes: {},
    status: { code: "ERROR" },
    links: [
      { traceId: remote.traceId, spanId: "00f067aa0ba902b7" },
      { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: remote.spanId },
    ],
  });
});

test("attributes of every kind are read", () => {
  const attributes: Attributes = {
    text: "£ and 𝄞",
    empty: "",
    yes: true,
    no: false,
    zero: 0,
    whole: 4_294_967_296,
    negative: -7,
    fraction: 0.25,
    texts: ["a", "b"],
    numbers: [1, -2, 0.5],
    flags: [true, false],
    none: [],
  };
  const { tracer, request } = createTracer();
  tracer.startSpan("attributes", { attributes }).end();
  expect(decodeSpans(request())[0]?.attributes).toEqual(attributes);
});

test.each([
  [SpanKind.INTERNAL, "INTERNAL"],
  [SpanKind.SERVER, "SERVER"],
  [SpanKind.CLIENT, "CLIENT"],
  [SpanKind.PRODUCER, "PRODUCER"],
  [SpanKind.CONSUMER, "CONSUMER"],
])("kind %i is %s", (kind, name) => {
  const { tracer, request } = createTracer();
  tracer.startSpan("kind", { kind }).end();
  expect(decodeSpans(request())[0]?.kind).toBe(name);
});

// https://opentelemetry.io/docs/specs/otel/trace/api/#set-status
test.each([
  [SpanStatusCode.UNSET, "UNSET"],
  [SpanStatusCode.OK, "OK"],
  [SpanStatusCode.ERROR, "ERROR"],
])("status %i is %s", (code, name) => {
  const { tracer, request } = createTracer();
  tracer.startSpan("status").setStatus({ code }).end();
  expect(decodeSpans(request())[0]?.status).toEqual({ code: name });
});

test("a root has no parent, and a request has many spans", () => {
  const { tracer, request } = createTracer();
  for (let span = 0; span < 300; span += 1) tracer.startSpan(`span ${span}`).end();
  const spans = decodeSpans(request());
  expect(spans.map(({ name }) => name)).toEqual(
    Array.from({ length: 300 }, (_, index) => `span ${index}`),
  );
  expect(spans[0]).not.toHaveProperty("parentSpanId");
  expect(spans[0]?.status.code).toBe("UNSET");
});

test("sampled spans in a datagram are read, others are dropped", () => {
  const { tracer, request } = createTracer();
  tracer.startSpan("sampled").end();
  expect(readDatagram(asDatagram("T1S", request()))).toMatchObject([{ name: "sampled" }]);
  expect(readDatagram(asDatagram("T1U", request()))).toEqual([]);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
test.each([
  ["X-Ray's own segment", '{"format":"json","version":1}\n{"trace_id":"1-5759e988","name":"x"}'],
  ["no header", "T1SCgA="],
  ["another format", '{"format":"xml"}\nT1SCgA='],
  ["another prefix", '{"format":"json","version":1}\nT2SCgA='],
  ["text that is no base64", '{"format":"json","version":1}\nT1S!!!!'],
  ["base64 that is no OTLP", '{"format":"json","version":1}\nT1S////////'],
  ["nothing", ""],
])("%s is not read", (_, text) => {
  expect(readDatagram(Buffer.from(text))).toBeUndefined();
});

test("a request that was cut off is not read", () => {
  const { tracer, request } = createTracer();
  tracer.startSpan("whole").end();
  expect(readDatagram(asDatagram("T1S", request().subarray(0, -5)))).toBeUndefined();
});
