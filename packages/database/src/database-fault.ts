import { Fault } from "@stagecraft/contracts/fault";
import { DrizzleQueryError } from "drizzle-orm";
import { DatabaseError } from "pg";

/**
 * The SQLSTATE classes of transient errors: lost connection, rollback because of other transactions (a deadlock), missing
 * resources, cancellation (a timeout, a restart), and hardware failure.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const transientClasses = new Set(["08", "40", "53", "57", "58"]);
/** The transaction was idle for too long. The other codes of its class are errors of this code. */
const idleInTransaction = "25P03";

/**
 * The fault for an error of the driver: `database.<SQLSTATE>`, or `database.unreachable` when Postgres did not answer. Drizzle's
 * own error is dropped, because its message contains bind values.
 */
export function databaseFault(error: unknown): Fault {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof DatabaseError) || !cause.code) {
    return new Fault("database.unreachable", { retry: true, cause });
  }
  return new Fault(`database.${cause.code}`, {
    retry: transientClasses.has(cause.code.slice(0, 2)) || cause.code === idleInTransaction,
    cause,
    ...(cause.constraint && { detail: cause.constraint }),
  });
}
