import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { insideOf } from "./declarations.ts";
import { declaredTrigger, isSameTrigger } from "./triggers.ts";

/** Triggers without a contract, and functions without a trigger or a contract. */
export function undeclaredChannel({ plan, declared, triggers }: ContractFacts): readonly Finding[] {
  const known = declared.contracts.flatMap((contract) => declaredTrigger(contract) ?? []);
  const common = { rule: "contracts/undeclared-channel", severity: "error" } as const;
  const called = new Set([
    ...triggers.map(({ consumer }) => consumer),
    ...declared.contracts.map(({ consumer }) => insideOf(consumer)),
  ]);
  return [
    ...triggers
      .filter((trigger) => !known.some((one) => isSameTrigger(one, trigger)))
      .map(({ kind, address, consumer }) => ({
        ...common,
        resource: consumer,
        message: `${address} (${kind}) calls it, and no contract declares the messages, their deliveries and their dead-letter messages.`,
        fix: `Declare a contract of the kind "${kind}" from ${address} to ${consumer}.`,
      })),
    ...functionsOf(plan)
      .filter(({ logicalName }) => !called.has(logicalName))
      .map(({ logicalName }) => ({
        ...common,
        resource: logicalName,
        message: "Nothing in the program calls it, and no contract names its caller.",
        fix: `Declare a contract of the kind "operator" to ${logicalName}, or remove it.`,
      })),
  ];
}
