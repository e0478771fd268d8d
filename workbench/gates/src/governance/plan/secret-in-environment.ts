import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

/** Whoever may read a function's configuration reads this variable. SST needs it: it is the key of the links beside the code. */
const keyOfLinks = "SST_KEY";

/** Secrets in the environment of a function: whoever may call GetFunctionConfiguration reads them. */
export function secretInEnvironment({ plan }: GovernanceFacts): readonly Finding[] {
  return functionsOf(plan).flatMap(({ logicalName, environment }) =>
    Object.entries(environment)
      .filter(([name, value]) => name !== keyOfLinks && value.includes("{{secret:"))
      .map(
        ([name, value]): Finding => ({
          rule: "governance/secret-in-environment",
          severity: "error",
          resource: logicalName,
          message: `Its variable ${name} has the value of the secret ${secretIn(value)}: everyone who may read the function's configuration reads it.`,
          fix: `Link the secret to the function, and read it from Resource. Remove ${name}.`,
        }),
      ),
  );
}

function secretIn(value: string): string {
  return /\{\{secret:([^}]+)\}\}/.exec(value)?.[1] ?? "";
}
