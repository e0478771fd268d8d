import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { onTestFinished } from "vitest";
import { type Answer, callOperation } from "../../../testing/call-operation.ts";
import { collectMetrics } from "../../cloudwatch/testing/collect-metrics.ts";
import type { Clock } from "../../common/clock.ts";
import type { Call } from "../../common/operation.ts";
import { createManualClock } from "../../common/testing/manual-clock.ts";
import { openState, type State } from "../../stage/state.ts";
import { createSqs, type Sqs } from "../sqs.ts";
import { testAccountId } from "./queue-of.ts";

export function urlOf(name: string): string {
  return `http://127.0.0.1:4000/${testAccountId}/${name}`;
}

/** SQS over a state of its own in a temporary folder, which is removed when the test ends. */
export function openTestSqs<C extends Clock = ReturnType<typeof createManualClock>>(
  queues: readonly QueueDefinition[],
  // The default is what C stands for when no clock is given.
  clock: C = createManualClock() as Clock as C,
) {
  const directory = mkdtempSync(join(tmpdir(), "sqs-"));
  const metrics = collectMetrics();
  let state: State;
  let sqs: Sqs;
  const open = () => {
    state = openState(directory);
    const endpointUrl = () => "http://127.0.0.1:4000";
    sqs = createSqs({
      state,
      clock,
      queues,
      accountId: testAccountId,
      endpointUrl,
      metrics: metrics.sink,
    });
  };
  const close = () => {
    sqs.stop();
    state.close();
  };
  open();
  onTestFinished(() => {
    close();
    clock.stop();
    rmSync(directory, { recursive: true });
  });
  return {
    clock,
    metrics,
    sqs: () => sqs,
    state: () => state,
    /** As after a crash: the same state, a new SQS. */
    restart() {
      close();
      open();
    },
    call: (operation: string, input: object, changes?: Partial<Call>) =>
      callOperation(sqs.operations, operation, input, changes),
    send(name: string, body: string, more: object = {}): Promise<Answer> {
      return this.call("SendMessage", { QueueUrl: urlOf(name), MessageBody: body, ...more });
    },
    async receive(name: string, more: object = {}): Promise<Answer[]> {
      const answer = await this.call("ReceiveMessage", {
        QueueUrl: urlOf(name),
        MaxNumberOfMessages: 10,
        AttributeNames: ["All"],
        MessageAttributeNames: ["All"],
        ...more,
      });
      return answer.Messages ?? [];
    },
    async bodies(name: string, more: object = {}): Promise<string[]> {
      return (await this.receive(name, more)).map((message) => message.Body);
    },
  };
}
