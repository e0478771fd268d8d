import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Contract } from "../../contracts/declarations.ts";
import { coldStartMs } from "../timing/cold-start-model.ts";
import type { Ratios } from "../timing/init-ratios.ts";

/** A function that answers requests, with what its callers were promised and what a cold start adds. */
export type ProvisionedFacts = {
  readonly definition: Pick<FunctionDefinition, "logicalName" | "memoryMb" | "architecture">;
  /** Environments that are kept ready; 0 without provisioned concurrency. */
  readonly environments: number;
  readonly coldStartMs: number;
  /** The objectives of its routes. One that is measured warm promises nothing about cold starts. */
  readonly objectives: readonly {
    readonly route: string;
    readonly p99Ms: number;
    readonly isWarm: boolean;
  }[];
};

/** The functions of the routes that have a contract, and all others with provisioned concurrency. */
export function provisionedFacts(
  plan: Plan,
  contracts: readonly Contract[],
  init: Ratios,
): readonly ProvisionedFacts[] {
  const routes = httpApisOf(plan).flatMap((api) => api.routes);
  const provisioned = resourcesOf(
    plan,
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  );
  return functionsOf(plan).flatMap((definition): readonly ProvisionedFacts[] => {
    const ratio = init.get(definition.logicalName);
    const own = new Set(
      routes
        .filter(({ functionArn }) => functionArn === definition.arn)
        .map((each) => each.routeKey),
    );
    const objectives = contracts.flatMap(({ via, latency }) =>
      via.kind === "http" && own.has(via.route) && latency
        ? [{ route: via.route, p99Ms: latency.p99Ms, isWarm: /\bwarm\b/.test(latency.measured) }]
        : [],
    );
    const environments = provisioned
      .filter(({ inputs }) =>
        [definition.name, definition.arn].includes(String(inputs.functionName)),
      )
      .reduce((sum, { inputs }) => sum + Number(inputs.provisionedConcurrentExecutions), 0);
    if (ratio === undefined || (objectives.length === 0 && environments === 0)) return [];
    return [{ definition, environments, coldStartMs: coldStartMs(ratio), objectives }];
  });
}
