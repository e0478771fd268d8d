import { durationText } from "@stagecraft/cli/duration-text";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { longestRedelivery } from "./redelivery.ts";

/** Keys that are forgotten while what they guard against may still come. */
export function forgetsTooSoon({ plan, declared }: ContractFacts): readonly Finding[] {
  return declared.contracts.flatMap((contract): readonly Finding[] => {
    const { by, keptSeconds, where } = contract.idempotency;
    if (by !== "record" || keptSeconds === undefined || keptSeconds === "for ever") return [];
    const longest = longestRedelivery(plan, contract);
    if (longest !== null && keptSeconds > longest) return [];
    const consumer = consumerOf(contract);
    const comes =
      longest === null
        ? "its caller may send the same again at any time"
        : `the same may come again ${durationText(longest * 1000)} after it came first (retries, dead letters, and one replay of them)`;
    return [
      {
        rule: "contracts/forgets-too-soon",
        severity: "error",
        resource: consumer,
        message: `${contract.name}: ${consumer} knows a key for ${durationText(keptSeconds * 1000)} (${where}), and ${comes}: it would take effect twice.`,
        fix:
          longest === null
            ? "Keep the key with the effect, in one transaction."
            : `Keep it for longer than ${durationText(longest * 1000)}, or let dead letters expire sooner.`,
      },
    ];
  });
}
