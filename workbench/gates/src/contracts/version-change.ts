import { durationText } from "@stagecraft/cli/duration-text";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { longestRedelivery } from "./redelivery.ts";
import { releasedFile } from "./released.ts";

/** Versions that a consumer takes no more although they may be in flight, or that are written before it takes them. */
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
        message: `${name}: ${consumer} accepts ${schema}/${version} no more, which was released and may still come.`,
        fix: `Keep version ${version} and its upcaster${longest === null ? "" : ` for ${durationText(longest * 1000)} after the last of it was written`}; then remove ${releasedFile(schema, version)} with it.`,
      }));
    const known = released.accepted[name];
    const isEarly = known && !known.accepts.includes(writes) && accepts.includes(writes);
    return [
      ...dropped,
      ...(isEarly
        ? [
            {
              ...common,
              message: `${name}: ${schema}/${writes} is written, and ${consumer} as it was released, which runs until a deploy has reached it and again after one is taken back, accepts only ${known.accepts.join(", ")}.`,
              fix: `Release that ${consumer} accepts version ${writes} first (npm run contracts -- release), and write it after that.`,
            },
          ]
        : []),
    ];
  });
}
