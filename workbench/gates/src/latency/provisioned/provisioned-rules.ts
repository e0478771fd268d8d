import type { Finding } from "../../finding.ts";
import type { ProvisionedFacts } from "./provisioned-facts.ts";
import { provisionedPrice } from "./provisioned-price.ts";

/**
 * Functions whose objective no cold start can keep, and that have no provisioned concurrency. An objective for 99 of 100 requests
 * that does not say "warm" counts cold ones: under little load, most requests are cold.
 */
export function missingProvisioned(facts: readonly ProvisionedFacts[]): readonly Finding[] {
  return facts.flatMap(({ definition, environments, coldStartMs, objectives }) => {
    if (environments > 0) return [];
    return objectives.filter(isBroken(coldStartMs)).map(
      ({ route, p99Ms }): Finding => ({
        rule: "latency/missing-provisioned-concurrency",
        severity: "error",
        resource: definition.logicalName,
        message: `${route} promises ${p99Ms} ms (p99) for cold requests too, and a cold start on AWS takes about ${Math.round(coldStartMs)} ms.`,
        fix: `concurrency: { provisioned: 1 }, for about ${priceText(definition, 1)} a month and environment; or less code at init; or an objective that is measured warm`,
      }),
    );
  });
}

/** Functions with provisioned concurrency that no objective demands. */
export function idleProvisioned(facts: readonly ProvisionedFacts[]): readonly Finding[] {
  return facts
    .filter(
      ({ environments, coldStartMs, objectives }) =>
        environments > 0 && !objectives.some(isBroken(coldStartMs)),
    )
    .map(({ definition, environments, coldStartMs }) => ({
      rule: "latency/idle-provisioned-concurrency",
      severity: "warning",
      resource: definition.logicalName,
      message: `Its ${environments} provisioned environments cost about ${priceText(definition, environments)} a month, and no objective demands them: a cold start on AWS takes about ${Math.round(coldStartMs)} ms.`,
      fix: "Remove the provisioned concurrency, or write the objective that demands it into the contract",
    }));
}

/** The rules about provisioned concurrency. */
export const provisionedRules: readonly ((
  facts: readonly ProvisionedFacts[],
) => readonly Finding[])[] = [missingProvisioned, idleProvisioned];

/** What was judged, as text. */
export function provisionedText(facts: readonly ProvisionedFacts[]): string {
  const parts = facts.map(({ definition, environments, coldStartMs, objectives }) => {
    const cold = objectives.filter(({ isWarm }) => !isWarm).map(({ p99Ms }) => p99Ms);
    const promise = cold.length === 0 ? "objectives are warm" : `objective ${Math.min(...cold)} ms`;
    const price = priceText(definition, Math.max(environments, 1));
    return `${definition.logicalName}: ${promise}, cold start about ${Math.round(coldStartMs)} ms, has ${environments} (${environments === 0 ? "one costs" : "for"} ${price} a month)`;
  });
  return parts.length === 0 ? "no function has an objective for requests" : parts.join("; ");
}

function isBroken(coldStartMs: number) {
  return ({ isWarm, p99Ms }: ProvisionedFacts["objectives"][number]) =>
    !isWarm && coldStartMs > p99Ms;
}

function priceText(definition: ProvisionedFacts["definition"], environments: number): string {
  return `${provisionedPrice(definition, environments).toFixed(2)} USD`;
}
