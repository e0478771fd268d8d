import type { Database } from "./connection.ts";

/**
 * Several connections for a process that does much at once, such as a container: an execution environment has one. Work goes to the
 * connection with the least in hand.
 */
export function manyConnections(count: number, connect: () => Database): Database {
  const connections = Array.from({ length: count }, () => ({ database: connect(), inHand: 0 }));

  async function onFreest<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const freest = connections.reduce((found, each) => (each.inHand < found.inHand ? each : found));
    freest.inHand += 1;
    try {
      return await work(freest.database);
    } finally {
      freest.inHand -= 1;
    }
  }

  return {
    run: (work) => onFreest((database) => database.run(work)),
    transaction: (work) => onFreest((database) => database.transaction(work)),
    async end() {
      await Promise.all(connections.map(({ database }) => database.end()));
    },
  };
}
