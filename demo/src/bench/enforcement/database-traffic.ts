import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/** What went between a stage and its Postgres. */
type DatabaseTraffic = {
  readonly sessions: number;
  readonly roundTrips: number;
  readonly sentBytes: number;
};

/** Counts what a stage of this process and its Postgres say to each other. */
export type DatabaseTrafficWatch = {
  /** Begins to count; what it gives says how much it was up to then. */
  count(): () => DatabaseTraffic;
  stop(): void;
};

/** Watches the Unix sockets that this process opens from now on: it has no others than to Postgres. */
export function watchDatabaseTraffic(): DatabaseTrafficWatch {
  const answers = new Map<Socket, number>();
  const watch = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once("connect", () => {
      if (socket.remoteAddress !== undefined) return;
      answers.set(socket, 0);
      socket.on("data", () => answers.set(socket, (answers.get(socket) ?? 0) + 1));
    });
  };
  subscribe("net.client.socket", watch);
  const soFar = () => [...answers].map(([{ bytesWritten }, read]) => ({ bytesWritten, read }));
  return {
    count() {
      const before = soFar();
      return () => {
        const used = soFar()
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
