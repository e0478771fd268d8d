/** A FIFO message's place as SQS writes it: 20 digits that only grow. */
export function formatSequenceNumber(seq: number): string {
  return `1${String(seq).padStart(19, "0")}`;
}
