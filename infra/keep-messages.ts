/** How a queue keeps its messages: encrypted, and for so long. */
export function keepMessages(retentionSeconds: number) {
  return { messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true };
}
