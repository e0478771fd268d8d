import { numberOf, objectOf, resourcesOf, textOf, texts } from "@stagecraft/plan/resources";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { free, type ResourceRule } from "./resource-rule.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostMemoryGb = 10;

/** @see https://aws.amazon.com/lambda/pricing/ */
export const lambdaRules: readonly ResourceRule[] = [
  free(
    /^aws:lambda\/(alias|function|functionEventInvokeConfig|functionRecursionConfig|functionUrl|invocation|layerVersion|permission|runtimeManagementConfig):/,
  ),
  {
    types: /^aws:lambda\/provisionedConcurrencyConfig:/,
    standing(resource, { plan }) {
      const name = textOf(resource, "functionName");
      const owner = resourcesOf(plan, "aws:lambda/function:Function").find(({ inputs, outputs }) =>
        [inputs.name, outputs.arn].includes(name),
      );
      // A function of another program has any memory: unknown is not free.
      const isArm = owner && texts(owner.inputs.architectures)[0] === "arm64";
      const gb = owner ? numberOf(owner, "memorySize", 128) / 1_024 : mostMemoryGb;
      const environments = numberOf(resource, "provisionedConcurrentExecutions");
      return [
        {
          unit: isArm ? "lambda-arm64-provisioned-gb-seconds" : "lambda-x86-provisioned-gb-seconds",
          amount: environments * gb * hoursInMonth * 3_600,
        },
      ];
    },
  },
  {
    // Only pollers of queues make calls that cost: reads of a provisioned stream, and of a table's stream, are free for Lambda.
    types: /^aws:lambda\/eventSourceMapping:/,
    standing(resource, { assumed }) {
      const source = String(resource.inputs.eventSourceArn ?? "");
      if (!source.includes(":sqs:") || resource.inputs.enabled === false) return [];
      const { minimumPollers } = objectOf(resource, "provisionedPollerConfig");
      if (typeof minimumPollers === "number") {
        return [{ unit: "lambda-sqs-poller-unit-hours", amount: minimumPollers * hoursInMonth }];
      }
      const unit = source.endsWith(".fifo") ? "sqs-fifo-requests" : "sqs-standard-requests";
      return [{ unit, amount: assumed.emptyReceivesPerMinute * 60 * hoursInMonth }];
    },
  },
];
