import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { insideOf } from "./declarations.ts";
import { taskStatesOf } from "./task-states.ts";
import type { Trigger } from "./triggers.ts";

/** Consumers without a dead-letter queue or a failure destination: a message that keeps failing is lost. */
export function noDeadLetters(facts: ContractFacts): readonly Finding[] {
  const { plan, triggers } = facts;
  const asynchronous = triggers.filter(({ kind }) => kind === "object" || kind === "schedule");
  return [
    ...triggers
      .filter(({ kind }) => kind === "queue")
      .filter(({ address }) => !queueNamed(facts, address)?.redrivePolicy)
      .map((trigger) =>
        finding(
          trigger,
          `A message of ${trigger.address} that ${trigger.consumer} cannot handle is delivered again until it expires, and is then lost.`,
          `Give ${trigger.address} a dead-letter queue: dlq: { queue: deadLetters.arn, retry: 3 }`,
        ),
      ),
    ...streamSourcesOf(plan)
      .filter(({ onFailureArn }) => !onFailureArn)
      .flatMap(({ functionArn }) => {
        const name = functionsOf(plan).find(({ arn }) => arn === functionArn)?.logicalName;
        return triggers.filter(({ kind, consumer }) => kind === "stream" && consumer === name);
      })
      .map((trigger) =>
        finding(
          trigger,
          `A batch of ${trigger.address} that ${trigger.consumer} cannot handle is skipped, without a record of it.`,
          "In its event source mapping: destinationConfig: { onFailure: { destinationArn: failures.arn } }",
        ),
      ),
    ...asynchronous
      .filter(({ consumer }) => !keepsFailures(facts, consumer))
      .map((trigger) =>
        finding(
          trigger,
          `A failed event of ${trigger.address} for ${trigger.consumer} is dropped after the last retry.`,
          `In a FunctionEventInvokeConfig of ${trigger.consumer}: destinationConfig: { onFailure: { destination: failures.arn } }`,
        ),
      ),
    ...schedulesOf(plan)
      .filter(({ deadLetterArn }) => !deadLetterArn)
      .flatMap(({ logicalName }) =>
        triggers.filter(({ kind, address }) => kind === "schedule" && address === logicalName),
      )
      .map((trigger) =>
        finding(
          trigger,
          `A call that ${trigger.address} cannot deliver to ${trigger.consumer} is dropped.`,
          `In ${trigger.address}: dlq: failures.arn`,
        ),
      ),
    ...failingWorkflows(facts),
  ];
}

/** A failed execution is lost when its express workflow has no log, or when no contract names who handles it. */
function failingWorkflows({ plan, triggers, declared }: ContractFacts): readonly Finding[] {
  return stateMachinesOf(plan).flatMap((machine) => {
    const isKept = machine.type === "STANDARD" || machine.logging.level !== "OFF";
    const isLookedAt = declared.contracts.some(
      ({ via, consumer, deadLetters }) =>
        via.kind === "workflow" && insideOf(consumer) === machine.logicalName && deadLetters,
    );
    if (isKept && isLookedAt) return [];
    return taskStatesOf(machine)
      .filter(({ catchesAll }) => !catchesAll)
      .flatMap(({ name }) =>
        triggers.filter(
          ({ kind, address }) => kind === "task" && address === `${machine.logicalName}/${name}`,
        ),
      )
      .map((trigger) =>
        finding(
          trigger,
          `An error of ${trigger.address} ends the execution, and ${isKept ? "no contract says who handles failed executions" : "an express workflow without a log keeps no record of it"}.`,
          isKept
            ? `Give the contract of ${machine.logicalName} its deadLetters, or let ${trigger.address} catch States.ALL.`
            : `Let ${trigger.address} catch States.ALL, or make ${machine.logicalName} a standard workflow.`,
        ),
      );
  });
}

function queueNamed({ plan }: ContractFacts, name: string) {
  return queuesOf(plan).find(({ logicalName }) => logicalName === name);
}

function keepsFailures({ plan }: ContractFacts, consumer: string): boolean {
  const config = eventInvokeConfigsOf(plan).find(({ logicalName }) => logicalName === consumer);
  return Boolean(config?.onFailureArn ?? config?.deadLetterArn);
}

function finding({ consumer }: Trigger, message: string, fix: string): Finding {
  return { rule: "contracts/no-dead-letters", severity: "error", resource: consumer, message, fix };
}
