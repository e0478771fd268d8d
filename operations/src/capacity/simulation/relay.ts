import type { SystemModel } from "../model/system-model.ts";
import type { Backlog } from "./backlog.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { LimitUses } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import type { Stream } from "./stream.ts";

/** The schedule that publishes changes of orders, over time. */
export type Relay = { step(second: number): void };

/**
 * Each run publishes in rounds until nothing is due, its time is over, or the stream refuses a record: what is left waits for the
 * next run.
 */
export function createRelay(
  system: SystemModel,
  {
    functions,
    limits,
    stream,
    outbox,
  }: {
    readonly functions: FunctionPool;
    readonly limits: LimitUses;
    readonly stream: Stream;
    readonly outbox: Backlog;
  },
): Relay {
  const { functionName, everySeconds, runSeconds, roundEvents, roundSeconds } = system.relay;
  const perSecond = roundEvents / roundSeconds;
  let leftSeconds = 0;

  return {
    step(second) {
      const isStart = second > 0 && second % everySeconds === 0;
      if (isStart) {
        leftSeconds = runSeconds;
        limits.add({
          kind: "relay",
          resource: functionName,
          unit: "events a run",
          used: outbox.amount,
          limit: perSecond * runSeconds,
        });
      }
      if (leftSeconds <= 0) return;
      const wanted = Math.min(outbox.amount, perSecond * Math.min(1, leftSeconds));
      const published = outbox.take(stream.put(wanted, second));
      const isRefused = published < wanted - negligible;
      const isDone = isRefused || outbox.amount < negligible;
      const busySeconds = Math.max(isStart ? roundSeconds : 0, published / perSecond);
      functions.run(functionName, {
        invocations: isStart ? 1 : 0,
        environments: 1,
        seconds: busySeconds,
      });
      leftSeconds = isDone ? 0 : leftSeconds - 1;
    },
  };
}
