import type { Plan } from "@stagecraft/plan/plan";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { taskStatesOf } from "../../contracts/task-states.ts";
import type { Finding } from "../../finding.ts";

const rule = "latency/over-callers-timeout";

/** How long a caller waits for a function. */
type Wait = {
  readonly caller: string;
  readonly waitsMs: number;
  readonly outcome: string;
  /** Where the wait is set. */
  readonly setting: string;
};

/**
 * Functions that may run for longer than their caller waits: they go on after the caller has given up, and do work whose result
 * nobody gets. The visibility timeout of a queue has a rule of its own.
 */
export function overCallersTimeout(plan: Plan): readonly Finding[] {
  return functionsOf(plan).flatMap((definition) =>
    [...routesTo(plan, definition), ...tasksOf(plan, definition)]
      .filter(({ waitsMs }) => definition.timeoutMs > waitsMs)
      .map(
        ({ caller, waitsMs, outcome, setting }): Finding => ({
          rule,
          severity: "error",
          resource: definition.logicalName,
          message: `It may run for ${seconds(definition.timeoutMs)}, and ${caller} waits for ${seconds(waitsMs)}: then ${outcome}, while the function runs on.`,
          fix: `Give the function at most ${seconds(waitsMs)}${setting}`,
        }),
      ),
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
function routesTo(plan: Plan, { arn }: FunctionDefinition): readonly Wait[] {
  const routes = httpApisOf(plan).flatMap((api) =>
    api.routes.map((route) => ({ ...route, api: api.logicalName })),
  );
  return routes
    .filter(({ functionArn }) => functionArn === arn)
    .map(({ api, routeKey, timeoutMs }) => ({
      caller: `${api} ${routeKey}`,
      waitsMs: timeoutMs,
      outcome: "the client gets a 503",
      setting: "",
    }));
}

/**
 * A task that waits for a token waits at first for a heartbeat, if it has one.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
function tasksOf(plan: Plan, { arn }: FunctionDefinition): readonly Wait[] {
  return stateMachinesOf(plan).flatMap((machine) =>
    taskStatesOf(machine)
      .filter(({ text }) => text.includes(`"${arn}"`) || text.includes(`"${arn}:`))
      .flatMap(({ name, timeoutSeconds, heartbeatSeconds }): readonly Wait[] => {
        const limits = [timeoutSeconds, heartbeatSeconds].filter(
          (limit) => typeof limit === "number",
        );
        if (limits.length === 0) return [];
        return [
          {
            caller: `the state ${machine.logicalName}/${name}`,
            waitsMs: Math.min(...limits) * 1_000,
            outcome: "the state fails and is tried again",
            setting: ", or the state more in its contract",
          },
        ];
      }),
  );
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
