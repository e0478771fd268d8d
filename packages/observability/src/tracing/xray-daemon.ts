import { createSocket } from "node:dgram";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/** Sends spans to X-Ray. */
export type XrayDaemon = {
  /**
   * Resolves when the operating system has the datagrams, with the number of spans that are known to be lost since the last call: too
   * large ones, those of a datagram that could not be sent, and those that the operating system has meanwhile reported as refused.
   * Never rejects.
   */
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
  // Little fits in: a daemon that sends datagrams here costs next to nothing.
  const socket = createSocket({ type: "udp4", recvBufferSize: 1_024 });
  socket.unref();
  let isConnected = false;
  let lost = 0;
  /** The spans of the last datagram, which may still be refused. */
  let unconfirmed = 0;
  const connected = new Promise<void>((resolve) => {
    socket.once("connect", () => {
      isConnected = true;
      resolve();
    });
    socket.once("error", () => resolve());
    socket.connect(Number(port), host);
  }).catch(() => {});
  socket.on("error", loseUnconfirmed);

  function loseUnconfirmed() {
    lost += unconfirmed;
    unconfirmed = 0;
  }

  /** Sends parts one after the other, so that a refusal is about the last one. */
  async function sendSplit(spans: readonly ReadableSpan[]): Promise<void> {
    const datagram = datagramOf(spans);
    if (datagram.byteLength <= longestBytes) return sendDatagram(datagram, spans.length);
    if (spans.length === 1) {
      lost += 1;
      return;
    }
    const half = spans.length / 2;
    await sendSplit(spans.slice(0, half));
    await sendSplit(spans.slice(half));
  }

  function sendDatagram(datagram: Buffer, spans: number): Promise<void> {
    return new Promise((resolve) =>
      socket.send(datagram, (error) => {
        if (error) {
          // The system reports that the datagram before was refused, and does not send this one.
          if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") loseUnconfirmed();
          lost += spans;
        } else {
          unconfirmed = spans;
        }
        resolve();
      }),
    );
  }

  return {
    async send(spans) {
      if (spans.length > 0) {
        await connected;
        if (isConnected) await sendSplit(spans);
        else lost += spans.length;
      }
      const known = lost;
      lost = 0;
      return known;
    },
    close: () => socket.close(),
  };
}

function datagramOf(spans: readonly ReadableSpan[]): Buffer {
  const request = ProtobufTraceSerializer.serializeRequest([...spans]) ?? new Uint8Array();
  const { buffer, byteOffset, byteLength } = request;
  const base64 = Buffer.from(buffer, byteOffset, byteLength).toString("base64");
  return Buffer.from(`${header}${sampledPrefix}${base64}`, "latin1");
}
