import { functionsOf } from "@stagecraft/plan/functions";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import type { Crossing } from "./declarations.ts";
import { declaredTrigger, isSameTrigger } from "./triggers.ts";
import { consumerOf } from "./words.ts";

/** Contracts of what the program does not have, and of what it has on a stage that is to be without. */
export function missingCrossing(facts: ContractFacts): readonly Finding[] {
  const { stage } = facts.plan;
  return facts.declared.crossings.flatMap((crossing): readonly Finding[] => {
    const isMeant = !crossing.notOn?.includes(stage);
    const isThere = isInProgram(facts, crossing);
    if (isThere === undefined || isThere === isMeant) return [];
    const consumer = consumerOf(crossing);
    const trigger = declaredTrigger(crossing);
    const from = `${trigger ? `${trigger.kind} ${trigger.address}` : "operator"} to ${consumer}`;
    const about = {
      ...({ rule: "contracts/missing-crossing", severity: "error", resource: consumer } as const),
    };
    return isMeant
      ? [
          {
            ...about,
            message: `The contract ${crossing.name} is about ${from}, which the program does not have.`,
            fix: `Remove the contract, mend the name in it, or name ${stage} in its notOn.`,
          },
        ]
      : [
          {
            ...about,
            message: `The contract ${crossing.name} says that ${stage} has no ${from}, and the program has it there.`,
            fix: `Take ${stage} out of its notOn, or have the program make it for other stages alone.`,
          },
        ];
  });
}

/** Undefined where nothing in the program carries it. */
function isInProgram({ plan, triggers }: ContractFacts, crossing: Crossing): boolean | undefined {
  const trigger = declaredTrigger(crossing);
  if (trigger) return triggers.some((one) => isSameTrigger(one, trigger));
  if (crossing.via.kind !== "operator") return undefined;
  return functionsOf(plan).some(({ logicalName }) => logicalName === consumerOf(crossing));
}
