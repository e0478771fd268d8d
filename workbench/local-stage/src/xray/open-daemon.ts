import { createSocket } from "node:dgram";

/** X-Ray's daemon of one execution environment. */
export type Daemon = {
  /** `127.0.0.1:2000`, as AWS_XRAY_DAEMON_ADDRESS has it. */
  readonly address: string;
  close(): Promise<void>;
};

/** Receives datagrams on a loopback port of its own, so that the port tells the environment. */
export async function openDaemon(receive: (datagram: Buffer) => void): Promise<Daemon> {
  const socket = createSocket("udp4", receive);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", resolve);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    async close() {
      // Datagrams that the operating system has already taken are still read.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise<void>((resolve) => socket.close(resolve));
    },
  };
}
