import type { Troubles } from "../stage/troubles.ts";
import type { SendToQueue } from "./send-to-queue.ts";

/** A sender of what nobody could handle. */
export function sendDeadLetters(sendToQueue: SendToQueue, troubles: Troubles): SendToQueue {
  return (queueArn, message, caller) => {
    sendToQueue(queueArn, message, caller);
    troubles.addDeadLetter(queueArn);
  };
}
