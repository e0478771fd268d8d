import type { SystemModel } from "../model/system-model.ts";
import { type Backlog, createBacklog } from "./backlog.ts";
import { environmentsFor } from "./environments-for.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { LimitUses } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import { createQueuePollers } from "./queue-pollers.ts";
import { createTokenBucket } from "./token-bucket.ts";

/** The queue of placed orders and its consumer over time. */
export type Queue = {
  tick(): void;
  /** Processes what a second allows, and returns how many executions were started; the other messages stay in the queue. */
  consume(): number;
  readonly messages: Backlog;
};

export function createQueue(
  system: SystemModel,
  { functions, limits }: { readonly functions: FunctionPool; readonly limits: LimitUses },
): Queue {
  const {
    name,
    functionName,
    batchSize,
    maximumConcurrency = Number.POSITIVE_INFINITY,
  } = system.queue;
  const messageSeconds =
    system.functions.find((model) => model.name === functionName)?.serviceSeconds ?? 0;
  const starts = createTokenBucket(system.quotas.workflowStarts);
  const pollers = createQueuePollers(system.queue.maximumConcurrency);
  const messages = createBacklog();
  let isBehind = false;

  return {
    messages,
    tick() {
      starts.tick();
      pollers.tick(isBehind);
    },
    consume() {
      const most = Math.min(maximumConcurrency, functions.limitOf(functionName));
      const concurrency = Math.min(pollers.count, most);
      const running = messages.amount * messageSeconds;
      isBehind = running > concurrency;
      const processed = isBehind ? concurrency / messageSeconds : messages.amount;
      const started = starts.take(processed);
      limits.add({
        kind: "queue-consumer",
        resource: name,
        unit: "batches at once",
        used: running,
        limit: most,
        isMet: isBehind && concurrency >= most,
      });
      limits.add({
        kind: "workflow-starts",
        resource: "account",
        unit: "starts/s",
        used: processed,
        limit: starts.perSecond,
        isMet: started < processed - negligible,
      });
      // A message that finds an idle poller is a batch of its own.
      const batch = Math.min(batchSize, Math.max(1, messages.amount / Math.max(1, concurrency)));
      functions.run(functionName, {
        invocations: isBehind ? processed / batch : processed,
        environments: Math.min(concurrency, environmentsFor(running)),
        seconds: processed * messageSeconds,
      });
      return messages.take(started);
    },
  };
}
