import { functionsOf } from "@stagecraft/plan/functions";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { declaredTrigger, isSameTrigger } from "./triggers.ts";
import { consumerOf } from "./words.ts";

/** Contracts of what the program does not have. */
export function missingCrossing({ plan, declared, triggers }: ContractFacts): readonly Finding[] {
  const functions = functionsOf(plan).map(({ logicalName }) => logicalName);
  return declared.crossings.flatMap((crossing): readonly Finding[] => {
    const consumer = consumerOf(crossing);
    const trigger = declaredTrigger(crossing);
    const isThere = trigger
      ? triggers.some((one) => isSameTrigger(one, trigger))
      : crossing.via.kind !== "operator" || functions.includes(consumer);
    if (isThere) return [];
    const from = trigger ? `${trigger.kind} ${trigger.address}` : "operator";
    return [
      {
        rule: "contracts/missing-crossing",
        severity: "error",
        resource: consumer,
        message: `The contract ${crossing.name} is about ${from} to ${consumer}, which the program does not have.`,
        fix: "Remove the contract, or mend the name in it.",
      },
    ];
  });
}
