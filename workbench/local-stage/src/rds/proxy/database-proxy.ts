import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { DatabaseClient, DatabaseLogin, LoginOutcome } from "./database-login.ts";
import { serveSession } from "./database-session.ts";

/** Whether a connection reaches the database; one that a security group blocks hangs. */
export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly how: "hang" | "reset" };

/** What the proxy needs from the stage. */
export type DatabaseProxyOptions = {
  /** PEM of the server certificate and its key. */
  readonly tls: { readonly cert: string; readonly key: string };
  readonly upstream: { readonly socketDirectory: string; readonly port: number };
  readonly authenticate: (login: DatabaseLogin) => Promise<LoginOutcome>;
  readonly admit: (client: DatabaseClient) => Admission;
  /** Called when a client could not be served because Postgres cannot be reached. */
  readonly unavailable: (client: DatabaseClient, cause: unknown) => void;
};

/** The proxy's port for one execution environment. */
export type DatabasePort = {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Closes the port and its connections. */
  close(): Promise<void>;
};

type OpenPort = DatabasePort & {
  readonly sockets: ReadonlySet<Socket>;
  readonly admitted: ReadonlySet<Socket>;
};

/** The proxy between execution environments and Postgres. */
export type DatabaseProxy = {
  /** Opens a port for one environment, which identifies the caller. */
  listen(client: DatabaseClient): Promise<DatabasePort>;
  /** How many clients are connected; those that a security group blocks are not. */
  connections(): number;
  /** Closes all connections; new ones are accepted. */
  cutConnections(): void;
  /** Closes every port. */
  close(): Promise<void>;
};

/** Adds TLS and RDS's logins to a Postgres that trusts everyone who can open its socket. */
export function createDatabaseProxy(options: DatabaseProxyOptions): DatabaseProxy {
  const { authenticate, admit, tls, upstream, unavailable } = options;
  const secureContext = createSecureContext({
    cert: tls.cert,
    key: tls.key,
    minVersion: "TLSv1.2",
  });
  const upstreamPath = join(upstream.socketDirectory, `.s.PGSQL.${upstream.port}`);
  const open = new Set<OpenPort>();

  async function listen(client: DatabaseClient): Promise<DatabasePort> {
    const sockets = new Set<Socket>();
    const admitted = new Set<Socket>();
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on("close", () => {
        sockets.delete(socket);
        admitted.delete(socket);
      });
      socket.on("error", () => socket.destroy());
      const admission = admit(client);
      if (admission.ok) {
        admitted.add(socket);
        void serveSession(socket, {
          secureContext,
          upstreamPath,
          authenticate: (login) => authenticate({ ...login, client, port }),
          unavailable: (cause) => unavailable(client, cause),
        });
      } else if (admission.how === "reset") {
        socket.resetAndDestroy();
      } else {
        // Read and dropped, to notice when the client disconnects.
        socket.resume();
      }
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const databasePort = {
      port,
      sockets,
      admitted,
      async close() {
        open.delete(databasePort);
        if (!server.listening) return;
        const closed = once(server, "close");
        server.close();
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    };
    open.add(databasePort);
    return databasePort;
  }

  return {
    listen,
    connections: () => [...open].reduce((sum, { admitted }) => sum + admitted.size, 0),
    cutConnections() {
      for (const { sockets } of open) for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      await Promise.all([...open].map((databasePort) => databasePort.close()));
    },
  };
}
