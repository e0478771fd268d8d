/** A FIFO message's sequence number: 20 digits. */
export function formatSequenceNumber(seq: number): string {
  return `1${String(seq).padStart(19, "0")}`;
}
