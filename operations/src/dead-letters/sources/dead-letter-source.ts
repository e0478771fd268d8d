import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";

/** Holds dead-letter messages. `name` is its name in the program. */
export type DeadLetterSource =
  | {
      readonly kind: "queue";
      readonly name: string;
      readonly queue: QueueDefinition;
      /** One queue may receive dead-letter messages of several kinds. */
      readonly origins: readonly MessageOrigin[];
    }
  /** Failed executions of a state machine can be read for 90 days. */
  | { readonly kind: "machine"; readonly name: string; readonly machine: StateMachineDefinition };

/** Where the dead-letter messages of a queue come from. */
export type MessageOrigin =
  /** The queue is the dead-letter queue of this queue. */
  | {
      readonly kind: "queue";
      readonly queue: QueueDefinition;
      /** Absent when no function reads the queue. */
      readonly consumer?: FunctionDefinition;
    }
  /** The queue is the on-failure destination of an event source mapping. A message names the records, and does not hold them. */
  | {
      readonly kind: "stream";
      readonly stream: StreamDefinition;
      readonly mapping: StreamSourceDefinition;
      readonly consumer: FunctionDefinition;
    }
  /** The queue is the on-failure destination of a function: a message is Lambda's invocation record. */
  | { readonly kind: "failure-destination"; readonly consumer: FunctionDefinition }
  /** The queue is the dead-letter queue of a function: a message is the event, with the error in attributes. */
  | { readonly kind: "function-dead-letter-queue"; readonly consumer: FunctionDefinition }
  /** The queue is the dead-letter queue of a schedule: a message is the input of a call that did not reach its target. */
  | {
      readonly kind: "schedule";
      readonly schedule: ScheduleDefinition;
      /** Absent when the target is not a function of the program. */
      readonly consumer?: FunctionDefinition;
    };
