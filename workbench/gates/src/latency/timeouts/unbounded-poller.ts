import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import type { Finding } from "../../finding.ts";
import { calledFunction } from "./called-function.ts";

const rule = "latency/unbounded-poller";

/**
 * Event source mappings that invoke a function more often at once than it reserves: what is above is throttled, and a throttled
 * message counts as received. A queue's maximum concurrency above the reservation has no Plan.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency
 */
export function unboundedPoller(plan: Plan): readonly Finding[] {
  const functions = functionsOf(plan);
  const found = (resource: string, message: string, fix: string): Finding => ({
    rule,
    severity: "error",
    resource,
    message,
    fix,
  });
  const ofQueues = queueSourcesOf(plan).flatMap(
    ({ logicalName, functionArn, maximumConcurrency }) => {
      const consumer = calledFunction(functions, functionArn);
      const reserved = consumer?.reservedConcurrency;
      if (maximumConcurrency !== undefined || reserved === undefined) return [];
      const message = `It has no maximum concurrency, and ${consumer?.logicalName} reserves ${reserved}: Lambda polls with more and more invocations until they are throttled.`;
      return [found(logicalName, message, `scalingConfig: { maximumConcurrency: ${reserved} }`)];
    },
  );
  const ofStreams = streamSourcesOf(plan).flatMap(
    ({ logicalName, functionArn, streamArn, parallelizationFactor }) => {
      const consumer = calledFunction(functions, functionArn);
      const shards = streamsOf(plan).find(({ arn }) => arn === streamArn)?.shardCount ?? 1;
      const atOnce = shards * parallelizationFactor;
      const reserved = consumer?.reservedConcurrency;
      if (reserved === undefined || atOnce <= reserved) return [];
      const message = `It invokes ${consumer?.logicalName} ${atOnce} times at once (${shards} shards, parallelization ${parallelizationFactor}), which reserves ${reserved}: the rest waits, and the shard's other batches with it.`;
      return [found(logicalName, message, `Reserve ${atOnce} for the function`)];
    },
  );
  return [...ofQueues, ...ofStreams];
}
