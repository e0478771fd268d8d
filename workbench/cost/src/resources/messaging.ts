import { numberOf, objectOf } from "@stagecraft/plan/resources";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { free, type ResourceRule, type StandingUse } from "./resource-rule.ts";

const dayHours = 24;

/** Queues, topics, schedules, buses, workflows and APIs cost only when they are used; the shards of a stream cost by the hour. */
export const messagingRules: readonly ResourceRule[] = [
  free(/^aws:sqs\/(queue|queuePolicy|redriveAllowPolicy|redrivePolicy):/),
  free(/^aws:sns\/(topic|topicPolicy|topicSubscription):/),
  free(/^aws:scheduler\/(schedule|scheduleGroup):/),
  free(/^aws:cloudwatch\/event(Bus|BusPolicy|Rule|Target):/),
  free(/^aws:sfn\/(alias|stateMachine):/),
  free(
    /^aws:apigatewayv2\/(api|apiMapping|authorizer|deployment|domainName|integration|route|stage|vpcLink):/,
  ),
  {
    // https://aws.amazon.com/kinesis/data-streams/pricing/
    types: /^aws:kinesis\/stream:/,
    standing(resource) {
      const { streamMode } = objectOf(resource, "streamModeDetails");
      if (streamMode === "ON_DEMAND") {
        return [{ unit: "kinesis-on-demand-stream-hours", amount: hoursInMonth }];
      }
      const shardHours = numberOf(resource, "shardCount", 1) * hoursInMonth;
      const extended: readonly StandingUse[] =
        numberOf(resource, "retentionPeriod", dayHours) > dayHours
          ? [{ unit: "kinesis-extended-shard-hours", amount: shardHours }]
          : [];
      return [{ unit: "kinesis-shard-hours", amount: shardHours }, ...extended];
    },
  },
  free(/^aws:kinesis\/resourcePolicy:/),
  {
    types: /^aws:kinesis\/streamConsumer:/,
    standing: () => [{ unit: "kinesis-fan-out-shard-hours", amount: hoursInMonth }],
  },
];
