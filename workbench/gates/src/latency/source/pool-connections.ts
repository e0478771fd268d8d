import { heldConnections } from "@stagecraft/plan/validation/connections";
import type { Finding } from "../../finding.ts";
import { placeOf } from "./clients.ts";
import type { SourceFacts } from "./source-facts.ts";

/** https://node-postgres.com/apis/pool */
const defaultPoolSize = 10;

/**
 * Pools whose connections, with all environments that functions may have, are more than the database accepts. The Plan counts one
 * connection for each environment.
 */
export function poolConnections({ plan, functions }: SourceFacts): readonly Finding[] {
  const pools = functions.flatMap(({ definition, clients }) =>
    clients
      .filter(({ kind, name }) => kind === "pool" && name === "Pool")
      .map((client) => ({
        client,
        functionName: definition.logicalName,
        size: typeof client.settings?.max === "number" ? client.settings.max : defaultPoolSize,
      })),
  );
  const sizeOf = (name: string) =>
    Math.max(
      1,
      ...pools.filter(({ functionName }) => functionName === name).map(({ size }) => size),
    );
  const large = new Map(
    pools.filter(({ size }) => size > 1).map(({ client, size }) => [placeOf(client), size]),
  );
  if (large.size === 0) return [];
  return heldConnections(plan, sizeOf)
    .filter(({ held, available }) => held >= available)
    .map(({ database, callers, held, available }) => ({
      rule: "latency/pool-connections",
      severity: "error",
      resource: database,
      message: `${callers.join(", ")} could hold ${held} connections, and it accepts ${available}: ${[...large].map(([place, size]) => `the pool at ${place} opens ${size} in each environment`).join(", ")}.`,
      fix: "max: 1 in the pool, because an environment runs one invocation at a time",
    }));
}
