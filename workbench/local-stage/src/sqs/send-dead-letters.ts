import type { Troubles } from "../stage/troubles.ts";
import type { SendToQueue } from "./send-to-queue.ts";

/** The same `sendToQueue` for dead-letter messages and failure records, which are troubles. */
export function sendDeadLetters(sendToQueue: SendToQueue, troubles: Troubles): SendToQueue {
  return (queueArn, message, caller) => {
    sendToQueue(queueArn, message, caller);
    troubles.addDeadLetter(queueArn);
  };
}
