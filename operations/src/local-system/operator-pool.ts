import type { Stage } from "@stagecraft/local-stage/start-stage";
import { Pool } from "pg";

/** Opens a connection pool to the first database of a stage, as the operator. */
export function operatorPool({ operator }: Pick<Stage, "operator">, max: number): Pool {
  const pool = new Pool({ connectionString: Object.values(operator.databaseUrls)[0], max });
  // When the stage stops Postgres, idle connections emit errors. The next query opens a new connection or fails.
  pool.on("error", () => {});
  return pool;
}
