import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** Traffic between a stage and its Postgres. */
type DatabaseTraffic = {
  readonly sessions: number;
  readonly roundTrips: number;
  readonly sentBytes: number;
};

/** Counts the traffic between a stage in this process and its Postgres. */
export type DatabaseTrafficWatch = {
  /** Starts counting. The returned function returns the traffic since then. */
  count(): () => DatabaseTraffic;
  stop(): void;
};

/** Watches the Unix sockets that this process opens from now on. All of them are connections to Postgres. */
export function watchDatabaseTraffic(): DatabaseTrafficWatch {
  const reads = new Map<Socket, number>();
  const watch = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once("connect", () => {
      if (socket.remoteAddress !== undefined) return;
      reads.set(socket, 0);
      socket.on("data", () => reads.set(socket, (reads.get(socket) ?? 0) + 1));
    });
  };
  subscribe("net.client.socket", watch);
  const totals = () => [...reads].map(([{ bytesWritten }, read]) => ({ bytesWritten, read }));
  return {
    count() {
      const before = totals();
      return () => {
        const used = totals()
          .map(({ bytesWritten, read }, index) => ({
            sentBytes: bytesWritten - (before[index]?.bytesWritten ?? 0),
            roundTrips: read - (before[index]?.read ?? 0),
          }))
          .filter(({ roundTrips }) => roundTrips > 0);
        return {
          sessions: used.length,
          roundTrips: used.reduce((sum, { roundTrips }) => sum + roundTrips, 0),
          sentBytes: used.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
        };
      };
    },
    stop: () => void unsubscribe("net.client.socket", watch),
  };
}
