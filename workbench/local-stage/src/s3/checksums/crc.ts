import { crc32 } from "node:zlib";

/** A cyclic redundancy check as S3 offers it. Polynomials are written bit-reversed. */
export type CrcKind = { readonly bits: 32 | 64; readonly polynomial: bigint };

/**
 * The three of S3. All start and end with every bit inverted.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 * @see https://reveng.sourceforge.io/crc-catalogue/all.htm
 */
export const crcKinds = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC32C: { bits: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const satisfies Readonly<Record<string, CrcKind>>;

/** A CRC that is updated with bytes. */
export type Crc = { update(bytes: Buffer): void; digest(): Buffer };

export function createCrc(name: keyof typeof crcKinds): Crc {
  switch (name) {
    case "CRC32":
      return zlibCrc();
    case "CRC32C":
      return crc32c();
    case "CRC64NVME":
      return crc64();
  }
}

function zlibCrc(): Crc {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest: () => bytesOf(BigInt(value), 32),
  };
}

/** Eight bytes a step, one table for the distance of each to the end of the step. */
function crc32c(): Crc {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = halves(crcKinds.CRC32C).low;
  let crc = 0xffffffff;
  return {
    update(bytes) {
      const wholeBytes = bytes.length - (bytes.length % 8);
      let at = 0;
      for (; at < wholeBytes; at += 8) {
        const x = crc ^ word(bytes, at);
        const y = word(bytes, at + 4);
        crc =
          pick(t7, x) ^
          pick(t6, x >>> 8) ^
          pick(t5, x >>> 16) ^
          pick(t4, x >>> 24) ^
          pick(t3, y) ^
          pick(t2, y >>> 8) ^
          pick(t1, y >>> 16) ^
          pick(t0, y >>> 24);
      }
      for (; at < bytes.length; at += 1) {
        crc = (crc >>> 8) ^ pick(t0, crc ^ (bytes[at] as number));
      }
    },
    digest: () => bytesOf(BigInt(~crc >>> 0), 32),
  };
}

/** The same on two halves, because numbers are exact to 53 bits only. */
function crc64(): Crc {
  const { low, high } = halves(crcKinds.CRC64NVME);
  const [l0, l1, l2, l3, l4, l5, l6, l7] = low;
  const [h0, h1, h2, h3, h4, h5, h6, h7] = high;
  let lower = 0xffffffff;
  let upper = 0xffffffff;
  return {
    update(bytes) {
      const wholeBytes = bytes.length - (bytes.length % 8);
      let at = 0;
      for (; at < wholeBytes; at += 8) {
        const x = lower ^ word(bytes, at);
        const y = upper ^ word(bytes, at + 4);
        lower =
          pick(l7, x) ^
          pick(l6, x >>> 8) ^
          pick(l5, x >>> 16) ^
          pick(l4, x >>> 24) ^
          pick(l3, y) ^
          pick(l2, y >>> 8) ^
          pick(l1, y >>> 16) ^
          pick(l0, y >>> 24);
        upper =
          pick(h7, x) ^
          pick(h6, x >>> 8) ^
          pick(h5, x >>> 16) ^
          pick(h4, x >>> 24) ^
          pick(h3, y) ^
          pick(h2, y >>> 8) ^
          pick(h1, y >>> 16) ^
          pick(h0, y >>> 24);
      }
      for (; at < bytes.length; at += 1) {
        const index = lower ^ (bytes[at] as number);
        lower = ((lower >>> 8) | (upper << 24)) ^ pick(l0, index);
        upper = (upper >>> 8) ^ pick(h0, index);
      }
    },
    digest: () => bytesOf((BigInt(~upper >>> 0) << 32n) | BigInt(~lower >>> 0), 64),
  };
}

function pick(table: Uint32Array, index: number): number {
  return table[index & 0xff] as number;
}

function word(bytes: Buffer, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

type Tables = readonly [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

const made = new Map<CrcKind, { readonly low: Tables; readonly high: Tables }>();

/** Table `n` has the effect of a byte on the CRC after `n` more bytes. */
function halves(kind: CrcKind): { readonly low: Tables; readonly high: Tables } {
  const known = made.get(kind);
  if (known) return known;
  const first = Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1n ? (value >> 1n) ^ kind.polynomial : value >> 1n;
    }
    return value;
  });
  const tables = [first];
  for (let n = 1; n < 8; n += 1) {
    const before = tables[n - 1] as bigint[];
    tables.push(before.map((value) => (value >> 8n) ^ (first[Number(value & 0xffn)] as bigint)));
  }
  const half = (shift: bigint) =>
    tables.map((table) =>
      Uint32Array.from(table, (value) => Number((value >> shift) & 0xffffffffn)),
    ) as unknown as Tables;
  const pair = { low: half(0n), high: half(32n) };
  made.set(kind, pair);
  return pair;
}

function bytesOf(value: bigint, bits: 32 | 64): Buffer {
  return Buffer.from(value.toString(16).padStart(bits / 4, "0"), "hex");
}
