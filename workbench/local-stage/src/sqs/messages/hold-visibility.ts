import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SqsContext } from "../sqs-context.ts";
import { longestVisibilitySeconds } from "./change-visibility.ts";
import type { StoredMessage } from "./message-store.ts";

/** Stops the visibility timeouts of messages in flight. The returned function starts them again, with what was left of them. */
export function holdVisibility(
  { state, clock, messages: store, arrivals }: SqsContext,
  queue: QueueDefinition,
  messages: readonly StoredMessage[],
): () => void {
  const heldAtMs = clock.nowMs();
  const isHeld = ({ seq, receiveCount }: StoredMessage) => {
    const message = store.bySeq(seq);
    return message?.receiveCount === receiveCount && message.visibleAtMs > clock.nowMs();
  };
  const inFlight = messages.filter(isHeld);
  state.transaction(() => {
    for (const { seq } of inFlight) {
      store.setVisibleAt(seq, heldAtMs + longestVisibilitySeconds * 1_000);
    }
  });
  return () => {
    const nowMs = clock.nowMs();
    state.transaction(() => {
      for (const message of inFlight.filter(isHeld)) {
        store.setVisibleAt(message.seq, nowMs + message.visibleAtMs - heldAtMs);
      }
    });
    arrivals.rescheduled(queue.name);
  };
}
