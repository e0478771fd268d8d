import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Client } from "./clients.ts";
import type { FunctionSource } from "./source-files.ts";

/** The input of the rules about a program's own code. */
export type SourceFacts = {
  readonly plan: Plan;
  readonly functions: readonly {
    readonly definition: FunctionDefinition;
    readonly source: FunctionSource;
    readonly clients: readonly Client[];
  }[];
};
