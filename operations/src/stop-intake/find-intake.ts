import { AccessError } from "../access/access-error.ts";
import type { Connection } from "../access/connection.ts";
import { asynchronousFunctions } from "./asynchronous-functions.ts";
import { eventSourceMappings } from "./event-source-mappings.ts";
import type { IntakePoint } from "./intake-point.ts";
import { routes } from "./routes.ts";
import { schedules } from "./schedules.ts";

/**
 * Everything of a deployed stage that begins new work, in the order in which it is stopped: what comes from outside first. It is read
 * from the account, since what is deployed may be newer or older than the program here.
 * @throws AccessError when nothing of the stage is deployed
 */
export async function findIntake(
  connection: Connection,
  stage: string,
): Promise<readonly IntakePoint[]> {
  const found = await Promise.all([
    routes(connection.apiGateway, stage),
    schedules(connection.scheduler, stage),
    asynchronousFunctions(connection, stage),
    eventSourceMappings(connection, stage),
  ]);
  const points = found.flat();
  if (points.length > 0) return points;
  throw new AccessError(
    `Nothing of the stage ${stage} begins work in the account ${connection.accountId}. Is it deployed, to this account and region?`,
  );
}
