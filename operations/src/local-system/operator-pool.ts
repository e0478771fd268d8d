import type { Stage } from "@stagecraft/local-stage/start-stage";
import { Pool } from "pg";

/** Connections to the first database of a stage, as its operator. */
export function operatorPool({ operator }: Pick<Stage, "operator">, max: number): Pool {
  const pool = new Pool({ connectionString: Object.values(operator.databaseUrls)[0], max });
  // Postgres ends a connection that nobody uses when the stage stops it; the next query gets another, or fails.
  pool.on("error", () => {});
  return pool;
}
