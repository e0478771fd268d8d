import { durationText } from "@stagecraft/cli/duration-text";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { type Contract, insideOf } from "./declarations.ts";
import { longestRedelivery } from "./redelivery.ts";
import { releasedFile } from "./released.ts";
import type { JsonSchema } from "./schema/json-schema.ts";
import type { Rejection } from "./schema/rejection.ts";
import { rejections } from "./schema/rejections.ts";

/**
 * How a version's schema changed since its release. `backward`: the current consumer accepts messages of the released schema.
 * `forward`: the released consumer accepts messages of the current schema. `full`: both.
 */
export type ChangeClass = "unchanged" | "full" | "backward" | "forward" | "breaking";

/** The change of a contract's released schema version. */
export type Change = {
  readonly contract: Contract;
  readonly version: number;
  readonly class: ChangeClass;
  /** What the current consumer would refuse of messages in flight. */
  readonly backward: readonly Rejection[];
  /** What the released consumer would refuse of current messages. */
  readonly forward: readonly Rejection[];
};

/** The changes of all released versions that the current contracts still have, for each consumer. */
export function changesOf({ declared, released }: ContractFacts): readonly Change[] {
  return declared.contracts.flatMap((contract): readonly Change[] => {
    const { payload, consumer, producers } = contract;
    if (!payload) return [];
    return payload.accepts.flatMap((version) => {
      const before = released.schemas[payload.schema]?.[version];
      const today = declared.schemas[payload.schema]?.[version];
      if (before === undefined || today === undefined) return [];
      // A party outside has its own releases: only one direction can be checked.
      const readsInside = insideOf(consumer) !== undefined;
      const writesInside = producers.some((producer) => insideOf(producer) !== undefined);
      const backward = readsInside ? rejectedBy(today, before) : [];
      const isWritten = writesInside && version === payload.writes;
      const forward = isWritten ? rejectedBy(before, today) : [];
      const isSame = JSON.stringify(before) === JSON.stringify(today);
      return [
        {
          contract,
          version,
          class: isSame ? "unchanged" : classOf(backward, forward),
          backward,
          forward,
        },
      ];
    });
  });
}

/** Changes of released schemas that break a consumer. */
export function schemaChange(facts: ContractFacts): readonly Finding[] {
  return changesOf(facts).flatMap((change): readonly Finding[] => {
    const { contract, version, backward, forward } = change;
    if (backward.length + forward.length === 0) return [];
    const schema = `${contract.payload?.schema}/${version}`;
    const consumer = consumerOf(contract);
    const today = `${consumer} would refuse messages of the released ${schema}, and some may be ${inFlightText(facts, contract)}:`;
    const before = `The released ${consumer}, which runs until the deploy replaces it and again after a rollback, would refuse messages of the current ${schema}:`;
    return [
      {
        rule: "contracts/schema-change",
        severity: "error",
        resource: consumer,
        message: [
          `${contract.name}: ${schema} has changed since it was released (${change.class}).`,
          ...(backward.length > 0 ? [today, ...backward.map(line)] : []),
          ...(forward.length > 0 ? [before, ...forward.map(line)] : []),
        ].join("\n"),
        fix: fixOf(contract, version),
      },
    ];
  });
}

function rejectedBy(reader: JsonSchema, writer: JsonSchema): readonly Rejection[] {
  return rejections({ schema: reader, root: reader }, { schema: writer, root: writer });
}

function classOf(backward: readonly Rejection[], forward: readonly Rejection[]): ChangeClass {
  if (backward.length === 0) return forward.length === 0 ? "full" : "backward";
  return forward.length === 0 ? "forward" : "breaking";
}

function inFlightText({ plan }: ContractFacts, contract: Contract): string {
  const { via, deadLetters } = contract;
  const longest = longestRedelivery(plan, contract);
  const orDeadLetters = deadLetters ? ` or in ${deadLetters.source}` : "";
  const duration = longest === null ? "" : `, for up to ${durationText(longest * 1000)}`;
  switch (via.kind) {
    case "queue":
      return `in the queue ${via.queue}${orDeadLetters}${duration}`;
    case "stream":
      return `in the stream ${via.stream}${duration}`;
    case "workflow":
    case "task":
      return `in executions of ${via.machine} that are running${duration}`;
    case "object":
      return `in ${via.bucket}${orDeadLetters}${duration}`;
    default:
      return "in flight";
  }
}

function fixOf({ payload }: Contract, version: number): string {
  const schema = payload?.schema ?? "";
  const newest = Math.max(...(payload?.accepts ?? []));
  return [
    `Restore ${schema}/${version} from ${releasedFile(schema, version)}, and make the change in version ${newest + 1} with an upcaster from ${newest}: consumers accept it in this release, producers write it in the next.`,
    "Within a version, new fields are optional, and a field is removed only when no consumer needs it.",
  ].join("\n");
}

function line({ path, because }: Rejection): string {
  return `  ${path || "it"} ${because}`;
}
