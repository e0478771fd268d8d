import type { SystemModel } from "../model/system-model.ts";
import type { LimitUse } from "../simulation/limit-uses.ts";
import type { ProgramPlaces } from "./program-places.ts";

/** What to change so that a limit is not met, and where. */
export function limitChange(
  { kind, resource }: Pick<LimitUse, "kind" | "resource">,
  system: SystemModel,
  places: ProgramPlaces,
): string {
  const connections = (name: string) => {
    const holds = system.functions.find((each) => each.name === name)?.connectionsEach ?? 0;
    return holds > 0
      ? `, and by as much database.maxConnections (${places.setting("maxConnections")})`
      : "";
  };
  const concurrency = (name: string) =>
    `raise the concurrency of ${name} (${places.resource(name)})${connections(name)}`;
  switch (kind) {
    case "account-requests":
      return 'ask AWS for more: Service Quotas, API Gateway, "Throttle rate"';
    case "route-requests":
      return `raise throttle (${places.setting("throttle")})`;
    case "function-concurrency":
      return concurrency(resource);
    case "function-requests":
      return `an environment gets 10 requests a second: ${concurrency(resource)}`;
    case "account-concurrency":
      return `ask AWS for more: Service Quotas, Lambda, "Concurrent executions"; then write it into accountConcurrency (${places.setting("accountConcurrency")})`;
    case "new-environments":
      return `let the load grow more slowly, or give ${resource} provisioned concurrency (${places.resource(resource)})`;
    case "queue-consumer": {
      const { functionName } = system.queue;
      return `raise the concurrency of ${functionName} and of its mapping (${places.resource(functionName)})${connections(functionName)}`;
    }
    case "workflow-starts":
      return 'ask AWS for more: Service Quotas, Step Functions, "StartExecution throttle token refill rate per second"';
    case "state-transitions":
      return 'ask AWS for more: Service Quotas, Step Functions, "StateTransition throttle token refill rate per second"';
    case "task-results":
      return 'ask AWS for more: Service Quotas, Step Functions, "SendTaskSuccess throttle token refill rate per second"';
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
