import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";

/** Where ends what could not be handled, by its name in the program. */
export type Place =
  | {
      readonly kind: "queue";
      readonly name: string;
      readonly queue: QueueDefinition;
      /** Whose failures end there: one queue may serve several. */
      readonly takes: readonly Taking[];
    }
  /** A state machine, whose failed executions can be read for 90 days. */
  | { readonly kind: "machine"; readonly name: string; readonly machine: StateMachineDefinition };

/** What leaves dead letters in a queue. */
export type Taking =
  /** Messages that were received too often. */
  | {
      readonly from: "queue";
      readonly queue: QueueDefinition;
      /** Absent when no function is fed from it. */
      readonly consumer?: FunctionDefinition;
    }
  /** Batches of a stream; only where they stand is told. */
  | {
      readonly from: "stream";
      readonly stream: StreamDefinition;
      readonly source: StreamSourceDefinition;
      readonly consumer: FunctionDefinition;
    }
  /** Asynchronous events, each in a record that says how it ended. */
  | { readonly from: "failed-events"; readonly consumer: FunctionDefinition }
  /** Asynchronous events as they were, with the error in attributes. */
  | { readonly from: "discarded-events"; readonly consumer: FunctionDefinition }
  /** Calls of a schedule that did not reach their target. */
  | {
      readonly from: "schedule";
      readonly schedule: ScheduleDefinition;
      /** Absent when the target is no function of the program. */
      readonly consumer?: FunctionDefinition;
    };
