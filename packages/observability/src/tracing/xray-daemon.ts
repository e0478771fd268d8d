import { createSocket } from "node:dgram";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/** Sends spans to X-Ray. */
export type XrayDaemon = {
  /** Resolves when the operating system has the datagrams, with the number of spans that could not be sent. Never rejects. */
  send(spans: readonly ReadableSpan[]): Promise<number>;
  close(): void;
};

/** A datagram may have 65,507 bytes; longer ones are split. */
const longestBytes = 60_000;

/** Before the JSON line of X-Ray's daemon protocol: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon */
const header = '{"format":"json","version":1}\n';

/** What AWS's distribution of OpenTelemetry writes before OTLP of sampled traces. */
const sampledPrefix = "T1S";

/**
 * The daemon that Lambda runs in the execution environment, at the address `host:port` of AWS_XRAY_DAEMON_ADDRESS. Spans go there as
 * OTLP in one datagram, so that neither a slow nor a missing daemon delays the caller.
 */
export function xrayDaemon(address: string): XrayDaemon {
  const [host, port] = address.split(":");
  const socket = createSocket("udp4");
  socket.unref();
  // What a refused datagram causes later is of no use to anyone.
  socket.on("error", () => {});
  const connected = new Promise<void>((resolve) => socket.connect(Number(port), host, resolve));

  async function send(spans: readonly ReadableSpan[]): Promise<number> {
    const datagram = datagramOf(spans);
    if (datagram.byteLength > longestBytes) {
      if (spans.length === 1) return 1;
      const half = spans.length / 2;
      const parts = [spans.slice(0, half), spans.slice(half)];
      const lost = await Promise.all(parts.map(send));
      return lost.reduce((sum, each) => sum + each, 0);
    }
    return new Promise((resolve) =>
      socket.send(datagram, (error) => resolve(error ? spans.length : 0)),
    );
  }

  return {
    async send(spans) {
      if (spans.length === 0) return 0;
      await connected;
      return send(spans);
    },
    close: () => socket.close(),
  };
}

function datagramOf(spans: readonly ReadableSpan[]): Buffer {
  const request = ProtobufTraceSerializer.serializeRequest([...spans]) ?? new Uint8Array();
  return Buffer.from(`${header}${sampledPrefix}${Buffer.from(request).toString("base64")}`);
}
