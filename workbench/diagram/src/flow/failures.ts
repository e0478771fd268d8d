import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, objectOf, ownName, resourcesOf } from "@stagecraft/plan/resources";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { boxId, type Edge } from "./graph.ts";
import type { Thing } from "./things.ts";
import { functionId } from "./triggers.ts";

type Left = {
  readonly from: string;
  readonly arn: string | undefined;
  readonly label?: string | undefined;
};

/** Where what failed for good is left: by queues, by functions and by schedules. */
export function failureEdges(plan: Plan, things: readonly Thing[]): readonly Edge[] {
  const left: readonly Left[] = [
    ...queuesOf(plan).map(({ logicalName, redrivePolicy }) => ({
      from: boxId("queue", logicalName),
      arn: redrivePolicy?.deadLetterTargetArn,
      label: redrivePolicy ? `after ${redrivePolicy.maxReceiveCount} deliveries` : undefined,
    })),
    ...eventInvokeConfigsOf(plan).map(({ functionArn, onFailureArn, deadLetterArn }) => ({
      from: functionId(plan, functionArn),
      arn: onFailureArn ?? deadLetterArn,
    })),
    ...streamSourcesOf(plan).map(({ functionArn, onFailureArn }) => ({
      from: functionId(plan, functionArn),
      arn: onFailureArn,
    })),
    ...resourcesOf(plan, "aws:scheduler/schedule:Schedule").map((schedule) => ({
      from: boxId("schedule", ownName(schedule)),
      arn: arnIn(objectOf(schedule, "target").deadLetterConfig),
    })),
  ];
  return left.flatMap(({ from, arn, label }) =>
    things
      .filter((thing) => thing.arn === arn)
      .map(({ box }) => ({
        from,
        to: box.id,
        dashed: true as const,
        ...(label === undefined ? {} : { label }),
      })),
  );
}

function arnIn(config: Json | undefined): string | undefined {
  return isObject(config) ? String(config.arn) : undefined;
}
