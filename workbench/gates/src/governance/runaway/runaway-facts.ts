import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { GovernanceSettings } from "../governance-settings.ts";
import type { EventGraph } from "./event-graph.ts";

/** The input of the rules about work that multiplies. */
export type RunawayFacts = {
  readonly settings: Pick<GovernanceSettings, "runaway">;
  readonly graph: EventGraph;
  readonly functions: readonly FunctionDefinition[];
  /** Concurrent executions of the account: the limit of a function that reserves none. */
  readonly accountConcurrency: number;
};
