import { gzipSync } from "node:zlib";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import type { SignedRequest } from "../endpoint/signature.ts";
import { otlpService } from "./otlp-service.ts";
import type { Span } from "./span.ts";

const written: Span[] = [];
const service = otlpService((spans) => void written.push(...spans));

function request(body: Uint8Array, more: Partial<SignedRequest> = {}): SignedRequest {
  const headers = { "content-type": "application/x-protobuf", ...more.headers };
  return {
    method: "POST",
    path: "/v1/traces",
    body: Buffer.from(body),
    ...more,
    headers,
  } as SignedRequest;
}

function exported(name: string): Uint8Array {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  provider.getTracer("test").startSpan(name).end();
  return ProtobufTraceSerializer.serializeRequest(exporter.getFinishedSpans()) ?? new Uint8Array();
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
test.each([
  ["as it is", exported("plain"), {}, "plain"],
  ["zipped", gzipSync(exported("small")), { "content-encoding": "gzip" }, "small"],
])("spans in protobuf, %s, are written", async (_what, body, headers, name) => {
  const { operation, input } = service.read(request(body, { headers }));
  await service.operations[operation]?.run(input, {} as never);
  expect(written.at(-1)).toMatchObject({ name });
});

test("sending needs the daemon's permission", () => {
  const { operation, input } = service.read(request(exported("any")));
  expect(service.operations[operation]?.permissions(input)).toEqual([
    { action: "xray:PutTraceSegments", resource: "*" },
  ]);
});

test("JSON is refused by name, and a body of another kind as invalid", () => {
  const headers = { "content-type": "application/json" };
  expect(() => service.read(request(Buffer.from("{}"), { headers }))).toThrow(
    "not implemented here: OTLP as application/json",
  );
  expect(() => service.read(request(Buffer.from("no protobuf")))).toThrow(
    "The body is no ExportTraceServiceRequest.",
  );
});

test("X-Ray's own API is not implemented", () => {
  const { operation } = service.read(request(Buffer.alloc(0), { path: "/TraceSegments" }));
  expect(Object.hasOwn(service.operations, operation)).toBe(false);
});
