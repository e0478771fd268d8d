/** What one transaction does. Sizes are in bytes. */
export type DsqlTransaction = {
  /** Of all rows that it writes, in tables and in secondary indexes, each of at least `leastRowBytes`. */
  readonly writtenBytes: number;
  readonly readBytes: number;
  readonly computeSeconds: number;
};

/** A smaller row is billed as one of this size. */
export const leastRowBytes = 128;

const least = { writtenBytes: 1_024, readBytes: 2_048 };
const perByte = { written: 0.00004883, read: 0.00000183105 };

/**
 * The DPUs (distributed processing units) of a transaction in Aurora DSQL, in one region:
 * https://docs.aws.amazon.com/aurora-dsql/latest/userguide/billing-metering.html, read on 2026-12-01
 */
export function dsqlUnits({ writtenBytes, readBytes, computeSeconds }: DsqlTransaction): number {
  const write =
    writtenBytes === 0 ? 0 : Math.max(writtenBytes, least.writtenBytes) * perByte.written;
  return computeSeconds + write + Math.max(readBytes, least.readBytes) * perByte.read;
}
