import { quotas } from "@stagecraft/plan/quotas";
import type { SystemModel } from "../model/system-model.ts";
import type { LimitKind, LimitUse } from "../simulation/limit-uses.ts";
import type { ProgramPlaces } from "./program-places.ts";

type Limit = Pick<LimitUse, "kind" | "resource">;

/**
 * What to change so that a limit is not met, and where.
 * @param needed what the load uses of each limit when nothing limits it
 */
export function limitChange(
  { kind, resource }: Limit,
  {
    system,
    places,
    needed,
  }: {
    readonly system: SystemModel;
    readonly places: ProgramPlaces;
    readonly needed: readonly LimitUse[];
  },
): string {
  const need = (kindOf: LimitKind, of: string) =>
    Math.ceil(needed.find((each) => each.kind === kindOf && each.resource === of)?.used ?? 0);
  const needText = () => need(kind, resource).toLocaleString("en-US");

  const connections = (name: string) => {
    const holds = system.functions.find((each) => each.name === name)?.connectionsEach ?? 0;
    return holds > 0
      ? `, and by as much database.maxConnections (${places.setting("maxConnections")})`
      : "";
  };
  const concurrency = (name: string) => {
    const requests = need("function-requests", name) / quotas.lambda.requestsPerEnvironment.value;
    const to = Math.max(need("function-concurrency", name), Math.ceil(requests));
    return `raise the concurrency of ${name} to ${to} (${places.resource(name)})${connections(name)}`;
  };
  const refill = (call: string) =>
    `ask AWS for ${needText()} a second: Service Quotas, Step Functions, "${call} throttle token refill rate per second"`;
  switch (kind) {
    case "account-requests":
      return `ask AWS for ${needText()} requests/s: Service Quotas, API Gateway, "Throttle rate"`;
    case "route-requests":
      return `raise throttle to ${needText()} requests/s for ${resource} (${places.setting("throttle")})`;
    case "function-concurrency":
    case "function-requests":
      return concurrency(resource);
    case "account-concurrency":
      return `ask AWS for ${needText()} executions at once: Service Quotas, Lambda, "Concurrent executions"; then write it into accountConcurrency (${places.setting("accountConcurrency")})`;
    case "new-environments":
      return `let the load grow more slowly, or give ${resource} provisioned concurrency (${places.resource(resource)})`;
    case "queue-consumer": {
      const { functionName } = system.queue;
      return `raise the concurrency of ${functionName} and of its mapping to ${needText()} (${places.resource(functionName)})${connections(functionName)}`;
    }
    case "workflow-starts":
      return refill("StartExecution");
    case "state-transitions":
      return refill("StateTransition");
    case "task-results":
      return refill("SendTaskSuccess");
    case "stream-records":
    case "stream-bytes":
      return `raise shardCount (${places.resource(resource)})`;
    case "stream-consumer":
      return `raise parallelizationFactor and the concurrency of ${system.stream.functionName} (${places.resource(system.stream.functionName)})${connections(system.stream.functionName)}`;
    case "relay":
      return `publish more in a run: roundSize and roundMs (services/outbox-relay/src/relay-outbox.ts), or run it more often: relayEvery (${places.setting("relayEvery")})`;
    case "connections":
      return `raise database.maxConnections (${places.setting("maxConnections")})`;
  }
}
