import { PbfReader } from "pbf";
import { type Span, type SpanAttributes, spanKinds } from "./span.ts";

/** A span that is being read. */
type Draft = { -readonly [name in keyof Span]: Span[name] };
type Attributes = { [name: string]: SpanAttributes[string] };
type Link = { traceId: string; spanId: string };

/** A message of a resource and the spans of its scopes. */
type ResourceSpans = { readonly attributes: Attributes; readonly spans: Draft[] };

const statusCodes = ["UNSET", "OK", "ERROR"] as const;

/**
 * Reads the spans of OTLP's message `ExportTraceServiceRequest` in protobuf, without their events and scopes. Times have the
 * precision of a number, some 256 nanoseconds.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto
 *
 * @throws Error when the bytes are no such message
 */
export function decodeSpans(request: Uint8Array): Span[] {
  return new PbfReader(request).readFields((tag, spans: Span[], reader) => {
    if (tag === 1) spans.push(...readResourceSpans(reader));
  }, []);
}

function readResourceSpans(reader: PbfReader): Span[] {
  const { attributes, spans } = reader.readMessage(
    (tag, read: ResourceSpans, message) => {
      if (tag === 1) message.readMessage(readResource, read.attributes);
      if (tag === 2) message.readMessage(readScopeSpans, read.spans);
    },
    { attributes: {}, spans: [] },
  );
  return spans.map((span) => ({ ...span, resource: { attributes } }));
}

function readScopeSpans(tag: number, spans: Draft[], reader: PbfReader) {
  if (tag !== 2) return;
  const span: Draft = {
    resource: { attributes: {} },
    traceId: "",
    spanId: "",
    name: "",
    kind: "INTERNAL",
    startTimeUnixNano: 0,
    endTimeUnixNano: 0,
    attributes: {},
    status: { code: "UNSET" },
  };
  spans.push(reader.readMessage(readSpan, span));
}

function readSpan(tag: number, span: Draft, reader: PbfReader) {
  switch (tag) {
    case 1:
      span.traceId = readHex(reader);
      return;
    case 2:
      span.spanId = readHex(reader);
      return;
    case 4: {
      const parentSpanId = readHex(reader);
      if (parentSpanId) span.parentSpanId = parentSpanId;
      return;
    }
    case 5:
      span.name = reader.readString();
      return;
    case 6:
      span.kind = spanKinds[reader.readVarint() - 1] ?? "INTERNAL";
      return;
    case 7:
      span.startTimeUnixNano = reader.readFixed64();
      return;
    case 8:
      span.endTimeUnixNano = reader.readFixed64();
      return;
    case 9:
      readAttribute(span.attributes, reader);
      return;
    case 13:
      span.links = [
        ...(span.links ?? []),
        reader.readMessage(readLink, { traceId: "", spanId: "" }),
      ];
      return;
    case 15: {
      const { code } = reader.readMessage(readStatus, { code: 0 });
      span.status = { code: statusCodes[code] ?? "UNSET" };
    }
  }
}

function readLink(tag: number, link: Link, reader: PbfReader) {
  if (tag === 1) link.traceId = readHex(reader);
  if (tag === 2) link.spanId = readHex(reader);
}

function readStatus(tag: number, status: { code: number }, reader: PbfReader) {
  if (tag === 3) status.code = reader.readVarint();
}

function readResource(tag: number, attributes: Attributes, reader: PbfReader) {
  if (tag === 1) readAttribute(attributes, reader);
}

function readAttribute(attributes: Attributes, reader: PbfReader) {
  const { key, value } = reader.readMessage<KeyValue>(readKeyValue, { key: "" });
  if (value !== undefined) attributes[key] = value;
}

type KeyValue = { key: string; value?: SpanAttributes[string] };

function readKeyValue(tag: number, read: KeyValue, reader: PbfReader) {
  if (tag === 1) read.key = reader.readString();
  if (tag === 2) reader.readMessage(readAnyValue, read);
}

function readAnyValue(tag: number, read: Omit<KeyValue, "key">, reader: PbfReader) {
  if (tag === 1) read.value = reader.readString();
  if (tag === 2) read.value = reader.readBoolean();
  if (tag === 3) read.value = reader.readVarint(true);
  if (tag === 4) read.value = reader.readDouble();
  if (tag === 5) read.value = reader.readMessage(readArray, []);
}

function readArray(tag: number, values: (string | number | boolean)[], reader: PbfReader) {
  if (tag !== 1) return;
  const { value } = reader.readMessage<Omit<KeyValue, "key">>(readAnyValue, {});
  if (value !== undefined && typeof value !== "object") values.push(value);
}

function readHex(reader: PbfReader): string {
  return Buffer.from(reader.readBytes()).toString("hex");
}
