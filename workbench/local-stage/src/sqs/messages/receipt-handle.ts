/** The parts of a receipt handle: one receive of one message. */
export type Receipt = {
  readonly queueName: string;
  readonly seq: number;
  /** The receive count, this receive included. */
  readonly receiveCount: number;
};

const mark = "AQEB";

/** A receipt handle looks as opaque as AWS's and needs no row in the state. */
export function formatReceiptHandle({ queueName, seq, receiveCount }: Receipt): string {
  return mark + Buffer.from(`${seq} ${receiveCount} ${queueName}`).toString("base64");
}

/** Undefined for an invalid handle. */
export function parseReceiptHandle(handle: string): Receipt | undefined {
  if (!handle.startsWith(mark)) return undefined;
  const text = Buffer.from(handle.slice(mark.length), "base64").toString();
  const [, seq, receiveCount, queueName] = /^(\d{1,15}) (\d{1,9}) ([\w.-]+)$/.exec(text) ?? [];
  if (queueName === undefined) return undefined;
  return { queueName, seq: Number(seq), receiveCount: Number(receiveCount) };
}
