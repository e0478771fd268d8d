import type { DeclaredContract } from "@stagecraft/contracts/declarations";
import { triggersOf } from "@stagecraft/gates/contracts/triggers";
import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type CallKind, callKinds } from "../call-kind.ts";
import type { FitFacts } from "../fit-facts.ts";

/** What starts each function of the Plan, by the functions' names. */
export function callsOf(
  plan: Plan,
  contracts: readonly DeclaredContract[],
): ReadonlyMap<string, FitFacts["calls"]> {
  const triggers = triggersOf(plan).map(({ kind, address, consumer }) => ({
    kind,
    name: address,
    consumer,
  }));
  const operators = contracts.flatMap(({ via, consumer, name }) =>
    via.kind === "operator" && "inside" in consumer
      ? [{ kind: via.kind, name, consumer: consumer.inside }]
      : [],
  );
  const all = [...triggers, ...operators, ...connectionsOf(plan)];
  return new Map(
    functionsOf(plan).map(({ logicalName }) => [
      logicalName,
      all.flatMap(({ kind, name, consumer }) =>
        consumer === logicalName && isCallKind(kind) ? [{ kind, name }] : [],
      ),
    ]),
  );
}

/** The functions that WebSocket APIs call. */
function connectionsOf(plan: Plan) {
  const apis = resourcesOf(plan, "aws:apigatewayv2/api:Api").filter(
    ({ inputs }) => inputs.protocolType === "WEBSOCKET",
  );
  return apis.flatMap((api) =>
    resourcesOf(plan, "aws:apigatewayv2/integration:Integration")
      .filter(({ inputs }) => inputs.apiId === api.outputs.id)
      .flatMap(({ inputs }) =>
        functionsOf(plan)
          .filter(({ arn }) => String(inputs.integrationUri).includes(arn))
          .map(({ logicalName }) => ({
            kind: "connection",
            name: api.parent ?? api.name,
            consumer: logicalName,
          })),
      ),
  );
}

function isCallKind(kind: string): kind is CallKind {
  return Object.hasOwn(callKinds, kind);
}
