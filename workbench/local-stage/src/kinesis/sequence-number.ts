/** The parts of a sequence number. Like AWS's, it includes the shard and the stream's creation time. */
export type SequenceNumber = {
  readonly streamCreatedAtMs: number;
  readonly shardIndex: number;
  /** The record's place: grows with every record; 0 is before the first. */
  readonly seq: number;
};

/** Makes every number 56 digits long, so that they sort as strings too. */
const base = 1n << 185n;
const createdShift = 140n;
const seqShift = 40n;

export function formatSequenceNumber({
  streamCreatedAtMs,
  shardIndex,
  seq,
}: SequenceNumber): string {
  const created = BigInt(Math.floor(streamCreatedAtMs / 1_000));
  return String(base | (created << createdShift) | (BigInt(seq) << seqShift) | BigInt(shardIndex));
}

/** `undefined` for an invalid one. */
export function parseSequenceNumber(
  text: string,
): (Omit<SequenceNumber, "streamCreatedAtMs"> & { readonly createdSeconds: number }) | undefined {
  if (!/^\d{56}$/.test(text)) return undefined;
  const value = BigInt(text);
  if (value >> 185n !== 1n) return undefined;
  return {
    createdSeconds: Number(BigInt.asUintN(45, value >> createdShift)),
    seq: Number(BigInt.asUintN(100, value >> seqShift)),
    shardIndex: Number(BigInt.asUintN(40, value)),
  };
}
