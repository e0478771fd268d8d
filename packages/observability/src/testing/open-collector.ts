import { createSocket } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A UDP socket in place of X-Ray's daemon. */
export type Collector = {
  /** `host:port` */
  readonly address: string;
  /** What came so far. */
  readonly datagrams: readonly Buffer[];
  /** The next datagram, or one that came already and was not returned. */
  next(): Promise<Buffer>;
};

/** Receives datagrams on a loopback port until the test ends. */
export async function openCollector(): Promise<Collector> {
  const datagrams: Buffer[] = [];
  const socket = createSocket("udp4", (datagram) => datagrams.push(datagram));
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(async () => {
    socket.close();
    await once(socket, "close");
  });
  let returned = 0;
  return {
    address: `127.0.0.1:${socket.address().port}`,
    datagrams,
    async next() {
      returned += 1;
      for (;;) {
        const datagram = datagrams[returned - 1];
        if (datagram) return datagram;
        await once(socket, "message");
      }
    },
  };
}

/** An address at which nobody listens: one that was just given up. */
export async function deadAddress(): Promise<string> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return `127.0.0.1:${port}`;
}

/** The bytes of the OTLP request in a datagram, as text. Names and values stand there as they are. */
export function otlpText(datagram: Buffer): string {
  const text = datagram.toString("latin1");
  return Buffer.from(text.slice(text.indexOf("\nT1S") + 4), "base64").toString("latin1");
}
