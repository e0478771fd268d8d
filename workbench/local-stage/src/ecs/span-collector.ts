import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { decodeSpans } from "../xray/decode-spans.ts";
import type { Span } from "../xray/span.ts";

/** An OpenTelemetry collector beside a container. */
export type SpanCollector = {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT names. */
  readonly url: string;
  close(): Promise<void>;
};

/** Receives OTLP traces over HTTP (protobuf) on a loopback port, in place of the collector that a task has beside its container. */
export async function openSpanCollector(
  receive: (spans: readonly Span[]) => void,
): Promise<SpanCollector> {
  const server = createServer(async (request, response) => {
    const type = String(request.headers["content-type"] ?? "").split(";")[0];
    if (request.url !== "/v1/traces" || type !== "application/x-protobuf") {
      response.writeHead(415).end();
      return;
    }
    const body = await buffer(request);
    receive(decodeSpans(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body));
    response.writeHead(200, { "content-type": type }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
