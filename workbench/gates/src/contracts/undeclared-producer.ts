import { matchesAction, matchesResource } from "@stagecraft/iam/wildcard-match";
import { grantsOf } from "@stagecraft/plan/resources/iam/role-grants";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { type Contract, insideOf } from "./declarations.ts";

/** A channel that functions may send to. */
type Channel = {
  readonly kind: "queue" | "stream" | "workflow";
  readonly name: string;
  readonly arn: string;
  readonly actions: readonly string[];
};

/** Functions that may send to a channel without being a producer in its contract. */
export function undeclaredProducer({ plan, declared }: ContractFacts): readonly Finding[] {
  const roles = new Map(rolesOf(plan).map((role) => [role.arn, grantsOf(role)]));
  const deadLetterSources = new Set(
    declared.contracts.flatMap(({ deadLetters }) => deadLetters?.source ?? []),
  );
  const channels: readonly Channel[] = [
    ...queuesOf(plan)
      .filter(({ logicalName }) => !deadLetterSources.has(logicalName))
      .map(({ logicalName: name, arn }) => ({
        ...({ kind: "queue", name, arn, actions: ["sqs:SendMessage"] } as const),
      })),
    ...streamsOf(plan).map(({ logicalName: name, arn }) => ({
      ...({
        kind: "stream",
        name,
        arn,
        actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
      } as const),
    })),
    ...stateMachinesOf(plan).map(({ logicalName: name, arn }) => ({
      ...({ kind: "workflow", name, arn, actions: ["states:StartExecution"] } as const),
    })),
  ];
  return functionsOf(plan).flatMap(({ logicalName, roleArn }) =>
    channels
      .filter(({ arn, actions }) =>
        (roles.get(roleArn) ?? []).some(
          ({ action, resource }) =>
            actions.some((one) => matchesAction(action, one)) && matchesResource(resource, arn),
        ),
      )
      .filter((channel) => !declared.contracts.some((one) => isProducer(one, channel, logicalName)))
      .map(({ kind, name }) => ({
        rule: "contracts/undeclared-producer",
        severity: "error" as const,
        resource: logicalName,
        message: `Its role lets it send to the ${kind} ${name}, but no contract names it as a producer.`,
        fix: `Add ${logicalName} to the producers of the contract for ${name}, or remove the grant.`,
      })),
  );
}

function isProducer(contract: Contract, { kind, name }: Channel, producer: string): boolean {
  const { via, producers, carriers = [] } = contract;
  const over =
    via.kind === "queue"
      ? via.queue
      : via.kind === "stream"
        ? via.stream
        : via.kind === "workflow"
          ? via.machine
          : "";
  if (via.kind !== kind || over !== name) return false;
  return [...carriers, ...producers.map(insideOf)].includes(producer);
}
