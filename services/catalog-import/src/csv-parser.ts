import { scanRecord } from "./scan-record.ts";

/** A record of a file, or an invalid line. */
export type CsvRecord = {
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why the record is invalid; null for a valid one. */
  readonly error: string | null;
  /** The record as in the file; of a long line only the beginning. */
  readonly raw: Buffer;
  /** The position of the next record. */
  readonly end: Position;
};

/** A position in a file: the bytes before it, and the number of the line that begins there. */
export type Position = { readonly offsetBytes: number; readonly line: number };

/**
 * The longest record. When a quote is never closed, or is closed by a quote of another line, the line with the opening quote is
 * invalid, and reading continues with the next line.
 */
const maximumRecordBytes = 64 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineFeed = 0x0a;

/**
 * Reads a CSV (RFC 4180; line ends CRLF or LF; a byte order mark and empty lines are skipped) in pieces, from the beginning of any
 * record. The records depend only on the bytes, not on where reading begins or pieces end. It holds little more than one piece in
 * memory.
 */
export function createCsvParser(from: Position) {
  let { offsetBytes, line } = from;
  let rest: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long; the rest is skipped. */
  let longLine: Buffer | null = null;

  function move(bytes: number, lines: number): Position {
    offsetBytes += bytes;
    line += lines;
    return { offsetBytes, line };
  }

  /** The first line of the buffer as an invalid record; null while its end has not been read. */
  function cut(buffer: Buffer, isLast: boolean): CsvRecord | null {
    const start = line;
    const feed = buffer.indexOf(lineFeed);
    const length = feed === -1 ? buffer.length : feed + 1;
    const isLong = longLine !== null || length > maximumRecordBytes;
    const raw = longLine ?? buffer.subarray(0, Math.min(length, maximumRecordBytes));
    if (feed === -1 && !isLast) {
      longLine = Buffer.from(raw);
      move(length, 0);
      return null;
    }
    longLine = null;
    return {
      line: start,
      fields: [],
      error: isLong ? `longer than ${maximumRecordBytes} bytes` : "a quote is not closed",
      raw,
      end: move(length, 1),
    };
  }

  function read(piece: Buffer, isLast: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let buffer = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    rest = Buffer.alloc(0);
    if (offsetBytes === 0 && !longLine) {
      if (buffer.length < byteOrderMark.length && !isLast) {
        rest = buffer;
        return records;
      }
      if (buffer.subarray(0, byteOrderMark.length).equals(byteOrderMark)) {
        move(byteOrderMark.length, 0);
        buffer = buffer.subarray(byteOrderMark.length);
      }
    }

    let at = 0;
    while (at < buffer.length || (isLast && longLine)) {
      const scanned = longLine ? null : scanRecord(buffer, at, isLast);
      const length = (scanned?.end ?? buffer.length) - at;
      const isShort = length <= maximumRecordBytes;
      if (scanned && isShort && !scanned.isTangled) {
        const { fields, error, lines } = scanned;
        const raw = buffer.subarray(at, scanned.end);
        const start = line;
        const end = move(length, lines);
        at = scanned.end;
        const isEmpty = fields.length === 1 && fields[0] === "";
        if (!isEmpty) records.push({ line: start, fields, error, raw, end });
        continue;
      }
      if (!scanned && isShort && !isLast && !longLine) {
        rest = Buffer.from(buffer.subarray(at));
        break;
      }
      const before = offsetBytes;
      const record = cut(buffer.subarray(at), isLast);
      if (record) records.push(record);
      at += offsetBytes - before;
    }
    return records;
  }

  return {
    /** The records that end in this piece. */
    read: (piece: Uint8Array) =>
      read(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), false),
    /** The records that end at the end of the file. */
    end: () => read(Buffer.alloc(0), true),
  };
}
