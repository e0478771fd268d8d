import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Socket } from "node:net";
import { VisibleError } from "@stagecraft/cli/visible-error";

type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

/** One loopback port for HTTP/1.1 and for HTTP/2 without TLS, which the SDK's Kinesis client insists on. */
export type Listener = {
  readonly port: number;
  /** Accepts no new connection and closes the open ones. */
  close(): Promise<void>;
};

/** An HTTP/2 client without TLS starts with `PRI * HTTP/2.0`; no HTTP/1.1 method starts so. */
const http2Preface = 0x50524920;

/** @throws PortTakenError when another program listens on `port`. */
export async function listen(port: number, answer: Answerer): Promise<Listener> {
  const http1 = createHttpServer({ keepAliveTimeout: 0, requestTimeout: 0 }, answer);
  // Node's compatibility layer gives HTTP/2 the same interface, though its types do not say so.
  const http2 = createHttp2Server({}, answer as never);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const handOver = () => {
      // `read(4)` returns null until four bytes are there, and the rest at the end.
      const first = socket.read(4) as Buffer | null;
      if (first === null) return void socket.once("readable", handOver);
      socket.unshift(first);
      const speaksHttp2 = first.length === 4 && first.readUInt32BE(0) === http2Preface;
      (speaksHttp2 ? http2 : http1).emit("connection", socket);
    };
    socket.once("readable", handOver);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortTakenError(port) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Another program uses the port that `option` chose. */
export class PortTakenError extends VisibleError {
  constructor(port: number, option = "--port") {
    super(`Port ${port} is taken by another program. End it, or choose another with ${option}.`);
  }
}
