import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Finding } from "../finding.ts";
import { consumerOf } from "./consumer-of.ts";
import type { ContractFacts } from "./contract-facts.ts";
import { type Contract, insideOf } from "./declarations.ts";
import { executionSeconds, taskStatesOf } from "./task-states.ts";

type Value = string | number | boolean | undefined;
/** A delivery setting that the contract and the program both have. */
type Compared = readonly [what: string, inContract: Value, inProgram: Value];

/** Delivery settings of a contract that differ from the program's. */
export function deliveryDiffers({ plan, declared }: ContractFacts): readonly Finding[] {
  return declared.contracts.flatMap((contract) =>
    comparedOf(plan, contract)
      .filter(([, inContract, inProgram]) => inContract !== inProgram)
      .map(([what, inContract, inProgram]) => ({
        rule: "contracts/delivery-differs",
        severity: "error" as const,
        resource: consumerOf(contract),
        message: `${contract.name}: the contract says ${what} ${text(inContract)}, the program ${text(inProgram)}.`,
        fix: "Let infra/ read the value from the contract; if the program's value is right, change the contract.",
      })),
  );
}

/** Empty when the program has no such channel, which another rule reports. */
function comparedOf(plan: Plan, contract: Contract): readonly Compared[] {
  const { via, deadLetters } = contract;
  const consumer = functionsOf(plan).find(
    ({ logicalName }) => logicalName === insideOf(contract.consumer),
  );
  const ends = (arn: string | undefined): readonly Compared[] => {
    // Another rule reports missing dead-letter queues.
    if (arn === undefined) return [];
    const source = queuesOf(plan).find((queue) => queue.arn === arn);
    return [
      ["deadLetters.source", deadLetters?.source, source?.logicalName],
      [
        "deadLetters.retentionSeconds",
        deadLetters?.retentionSeconds,
        source?.messageRetentionSeconds,
      ],
    ];
  };
  switch (via.kind) {
    case "queue": {
      const queue = queuesOf(plan).find(({ logicalName }) => logicalName === via.queue);
      if (!queue) return [];
      return [
        ["visibilityTimeoutSeconds", via.visibilityTimeoutSeconds, queue.visibilityTimeoutSeconds],
        ["retentionSeconds", via.retentionSeconds, queue.messageRetentionSeconds],
        ...(queue.redrivePolicy
          ? ([
              ["deliveries (maxReceiveCount)", via.deliveries, queue.redrivePolicy.maxReceiveCount],
            ] as const)
          : []),
        ...ends(queue.redrivePolicy?.deadLetterTargetArn),
      ];
    }
    case "stream": {
      const stream = streamsOf(plan).find(({ logicalName }) => logicalName === via.stream);
      const source = streamSourcesOf(plan).find(
        ({ streamArn, functionArn }) => streamArn === stream?.arn && functionArn === consumer?.arn,
      );
      if (!stream || !source) return [];
      return [
        ["retries", via.retries, source.maximumRetryAttempts],
        ["bisect", via.bisect, source.bisectBatchOnFunctionError],
        ["maximumAgeSeconds", via.maximumAgeSeconds, inSeconds(source.maximumRecordAgeMs)],
        ["retentionSeconds", via.retentionSeconds, stream.retentionHours * 60 * 60],
        ...ends(source.onFailureArn),
      ];
    }
    case "object":
    case "schedule": {
      const config = eventInvokeConfigsOf(plan).find(
        ({ functionArn }) => functionArn === consumer?.arn,
      );
      if (!config) return [];
      const schedule =
        via.kind === "schedule" &&
        schedulesOf(plan).find(({ logicalName }) => logicalName === via.schedule);
      return [
        ["retries", via.retries, config.maximumRetryAttempts],
        ["maximumAgeSeconds", via.maximumAgeSeconds, inSeconds(config.maximumEventAgeMs)],
        ...ends(config.onFailureArn ?? config.deadLetterArn),
        ...(schedule
          ? ([["schedulerRetries", via.schedulerRetries, schedule.maximumRetryAttempts]] as const)
          : []),
      ];
    }
    case "workflow": {
      const machine = stateMachinesOf(plan).find(({ logicalName }) => logicalName === via.machine);
      if (!machine) return [];
      return [["timeoutSeconds", via.timeoutSeconds, executionSeconds(machine)]];
    }
    case "task": {
      const machine = stateMachinesOf(plan).find(({ logicalName }) => logicalName === via.machine);
      const task = machine && taskStatesOf(machine).find(({ name }) => name === via.state);
      if (!task) return [];
      return [
        ["timeoutSeconds", via.timeoutSeconds, task.timeoutSeconds],
        ["heartbeatSeconds", via.heartbeatSeconds, task.heartbeatSeconds],
      ];
    }
    case "http":
    case "deploy":
    case "operator":
    case "report":
    case "call":
      return [];
  }
}

function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1_000;
}

function text(value: Value): string {
  return value === undefined ? "nothing" : String(value);
}
