import { durationText } from "@stagecraft/cli/duration-text";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { longestRedelivery } from "./redelivery.ts";

/** Idempotency keys that expire while a duplicate may still arrive. */
export function forgetsTooSoon({ plan, declared }: ContractFacts): readonly Finding[] {
  return declared.contracts.flatMap((contract): readonly Finding[] => {
    const { by, keptSeconds, where } = contract.idempotency;
    if (by !== "record" || keptSeconds === undefined || keptSeconds === "for ever") return [];
    const longest = longestRedelivery(plan, contract);
    if (longest !== null && keptSeconds > longest) return [];
    const consumer = consumerOf(contract);
    const repeats =
      longest === null
        ? "its caller may send the same request again at any time"
        : `the same message may arrive again up to ${durationText(longest * 1000)} after the first time (retries, dead-letter messages, and one redrive of them)`;
    return [
      {
        rule: "contracts/forgets-too-soon",
        severity: "error",
        resource: consumer,
        message: `${contract.name}: ${consumer} stores a key for ${durationText(keptSeconds * 1000)} (${where}), but ${repeats}: it would be processed twice.`,
        fix:
          longest === null
            ? "Store the key with the effect, in one transaction."
            : `Store the key for longer than ${durationText(longest * 1000)}, or let dead-letter messages expire sooner.`,
      },
    ];
  });
}
