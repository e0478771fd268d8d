import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";

/** Counts what a stage is behind with: invocations that wait for this machine, and messages that wait for a function. */
export function workBehind(stage: Pick<Stage, "functions" | "queues">, plan: Plan): () => number {
  const sources = new Set(queueSourcesOf(plan).map(({ queueArn }) => queueArn));
  const consumed = queuesOf(plan).filter(({ arn }) => sources.has(arn));
  return () => {
    const waiting = Object.values(stage.functions()).map((stats) => stats.waiting);
    const depths = stage.queues();
    const visible = consumed.map(({ name }) => depths[name]?.visible ?? 0);
    return [...waiting, ...visible].reduce((sum, count) => sum + count, 0);
  };
}
