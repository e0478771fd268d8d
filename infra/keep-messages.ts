import { type Duration, seconds } from "./seconds.ts";

/** How a queue keeps its messages: encrypted, and for so long. */
export function keepMessages(retention: Duration) {
  return { messageRetentionSeconds: seconds(retention), sqsManagedSseEnabled: true };
}
