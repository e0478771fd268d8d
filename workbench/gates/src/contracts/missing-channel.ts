import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import type { Contract } from "./declarations.ts";
import { declaredTrigger, isSameTrigger } from "./triggers.ts";

/** Contracts whose channel the program does not have, or has on a stage of `notOn`. */
export function missingChannel(facts: ContractFacts): readonly Finding[] {
  const { stage } = facts.plan;
  return facts.declared.contracts.flatMap((contract): readonly Finding[] => {
    const isMeant = !contract.notOn?.includes(stage);
    const isThere = isInProgram(facts, contract);
    if (isThere === undefined || isThere === isMeant) return [];
    const consumer = consumerOf(contract);
    const trigger = declaredTrigger(contract);
    const from = `${trigger ? `${trigger.kind} ${trigger.address}` : "operator"} to ${consumer}`;
    const about = {
      ...({ rule: "contracts/missing-channel", severity: "error", resource: consumer } as const),
    };
    return isMeant
      ? [
          {
            ...about,
            message: `The contract ${contract.name} is about ${from}, which the program does not have.`,
            fix: `Remove the contract, correct the name in it, or add ${stage} to its notOn.`,
          },
        ]
      : [
          {
            ...about,
            message: `The contract ${contract.name} says that ${stage} has no ${from}, and the program has it there.`,
            fix: `Remove ${stage} from its notOn, or create the channel only on other stages.`,
          },
        ];
  });
}

/** Undefined for a channel outside the program. */
function isInProgram({ plan, triggers }: ContractFacts, contract: Contract): boolean | undefined {
  const trigger = declaredTrigger(contract);
  if (trigger) return triggers.some((one) => isSameTrigger(one, trigger));
  if (contract.via.kind !== "operator") return undefined;
  return functionsOf(plan).some(({ logicalName }) => logicalName === consumerOf(contract));
}
