import { Fault } from "@stagecraft/contracts/fault";
import { DrizzleQueryError } from "drizzle-orm";
import { DatabaseError } from "pg";

/**
 * The SQLSTATE classes after which the same work may succeed: connection lost, rolled back by
 * others (a deadlock), out of resources, cancelled (a timeout, a restart), and failing hardware.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passingClasses = new Set(["08", "40", "53", "57", "58"]);
/** Ended for lying idle in a transaction; the rest of its class is our own mistakes. */
const idleInTransaction = "25P03";

/**
 * The fault for an error of the driver: `database.<SQLSTATE>`, or `database.unreachable` when
 * Postgres did not answer. Drizzle's own error is left behind, for its message holds bind values.
 */
export function databaseFault(error: unknown): Fault {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof DatabaseError) || !cause.code) {
    return new Fault("database.unreachable", { retry: true, cause });
  }
  return new Fault(`database.${cause.code}`, {
    retry: passingClasses.has(cause.code.slice(0, 2)) || cause.code === idleInTransaction,
    cause,
    ...(cause.constraint && { detail: cause.constraint }),
  });
}
