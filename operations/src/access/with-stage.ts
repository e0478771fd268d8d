import type { Connection } from "./connection.ts";
import { openStage, type StageOptions } from "./open-stage.ts";

/**
 * Connects to the stage for the time of `use`, and returns what it returns.
 * @throws AccessError when the stage is not running, or AWS rejects the credentials; and what `use` throws
 */
export async function withStage<Result>(
  options: StageOptions,
  root: string,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await openStage(options, root);
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}
