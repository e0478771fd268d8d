import { durationText } from "@stagecraft/cli/duration-text";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { longestRedelivery } from "./redelivery.ts";
import { releasedFile } from "./released.ts";

/** Versions that a consumer no longer accepts although they may be in flight, or that are written before it accepts them. */
export function versionChange({ plan, declared, released }: ContractFacts): readonly Finding[] {
  return declared.contracts.flatMap((contract): readonly Finding[] => {
    const { name, payload } = contract;
    if (!payload) return [];
    const { schema, accepts, writes } = payload;
    const consumer = consumerOf(contract);
    const longest = longestRedelivery(plan, contract);
    const common = {
      rule: "contracts/version-change",
      severity: "error",
      resource: consumer,
    } as const;

    const dropped = Object.keys(released.schemas[schema] ?? {})
      .map(Number)
      .filter((version) => !accepts.includes(version))
      .map((version) => ({
        ...common,
        message: `${name}: ${consumer} no longer accepts ${schema}/${version}, which was released and may be in flight.`,
        fix: `Keep version ${version} and its upcaster${longest === null ? "" : ` for ${durationText(longest * 1000)} after its last message was written`}; then remove ${releasedFile(schema, version)} with it.`,
      }));
    const known = released.accepted[name];
    const isEarly = known && !known.accepts.includes(writes) && accepts.includes(writes);
    return [
      ...dropped,
      ...(isEarly
        ? [
            {
              ...common,
              message: `${name}: ${schema}/${writes} is written, but the released ${consumer}, which runs until the deploy replaces it and again after a rollback, accepts only ${known.accepts.join(", ")}.`,
              fix: `First release that ${consumer} accepts version ${writes} (npm run contracts -- release), then write it.`,
            },
          ]
        : []),
    ];
  });
}
