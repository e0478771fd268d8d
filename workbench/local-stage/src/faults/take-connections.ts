import { setTimeout } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import type { RunningDatabase } from "../rds/run-databases.ts";
import type { CapacityFault } from "./fault.ts";

type ConnectionsTaken = Extract<CapacityFault, { kind: "connections-taken" }>;

/** Postgres's SQLSTATE `too_many_connections`. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const tooManyConnections = "53300";

/** Of a login with a password; only tokens are signed with keys. */
const noCredentials = { accessKeyId: "", secretAccessKey: "", sessionToken: "" };

/** Connections that a fault holds, or is still opening. */
export type TakenConnections = {
  /** Resolves when it has opened the last one, or Postgres has refused another. Rejects for any other error. */
  readonly opened: Promise<void>;
  /** Opens no more, and closes those that are open. */
  close(): Promise<void>;
};

/** How long it waits before it takes a connection that others have closed. */
const retryMs = 100;

/**
 * Opens connections as the master user, one after the other, through a port of the database's proxy. When Postgres refuses another, it
 * goes on with those that others close.
 */
export function takeConnections(
  { connections }: ConnectionsTaken,
  { database, proxy }: RunningDatabase,
  certificateAuthority: string,
): TakenConnections {
  const clients: Client[] = [];
  let isClosed = false;
  const listening = proxy.listen({
    environmentId: "connections-taken",
    caller: { kind: "operator" },
    credentials: noCredentials,
  });

  async function open(onRefusal: () => void) {
    const { port } = await listening;
    while (!isClosed && clients.length < connections) {
      const client = new Client({
        host: "127.0.0.1",
        port,
        user: database.masterUsername,
        password: database.masterPassword,
        database: database.databaseName,
        ssl: { ca: certificateAuthority },
      });
      // It breaks when the database restarts or the stage stops.
      client.on("error", () => {});
      try {
        await client.connect();
      } catch (error) {
        if (isClosed) return;
        if (!(error instanceof DatabaseError && error.code === tooManyConnections)) throw error;
        onRefusal();
        await setTimeout(retryMs);
        continue;
      }
      clients.push(client);
    }
  }

  const { promise: refused, resolve: onRefusal } = Promise.withResolvers<void>();
  const opening = open(onRefusal);
  return {
    opened: Promise.race([opening, refused]),
    async close() {
      isClosed = true;
      await opening.catch(() => {});
      await Promise.all(clients.map((client) => client.end().catch(() => {})));
      await (await listening).close();
    },
  };
}
