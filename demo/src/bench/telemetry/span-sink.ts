import { createSocket } from "node:dgram";
import { readDatagram } from "@stagecraft/local-stage/xray/read-datagram";

/** Receives spans in place of X-Ray's daemon. */
export type SpanSink = {
  /** As AWS_XRAY_DAEMON_ADDRESS has it. */
  readonly address: string;
  /** The spans of the datagram that came last, and its bytes. A measured invocation sends one datagram. */
  lastInvocation(): { readonly spans: number; readonly spanBytes: number };
  close(): void;
};

export async function openSpanSink(): Promise<SpanSink> {
  let last: Buffer = Buffer.alloc(0);
  const socket = createSocket("udp4", (datagram) => {
    last = datagram;
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    lastInvocation() {
      const spans = readDatagram(last)?.length ?? 0;
      const spanBytes = last.byteLength;
      last = Buffer.alloc(0);
      return { spans, spanBytes };
    },
    close: () => socket.close(),
  };
}
