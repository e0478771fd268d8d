import { scanRecord } from "./scan-record.ts";

/** A record of a file, or a line that is none. */
export type CsvRecord = {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why its fields are not to be used. */
  readonly fault: string | null;
  /** As it stands in the file; of a long line only the beginning. */
  readonly raw: Buffer;
  /** Where the next one begins in the file. */
  readonly end: Position;
};

/** A place in a file: the bytes before it, and the number of the line that begins there. */
export type Position = { readonly offsetBytes: number; readonly line: number };

/**
 * No record is longer. Where a quote is opened and never closed, all that follows would belong to it: then, and where
 * it is closed by another line's quote, the line that opens it is a fault, and reading goes on with the next line.
 */
const maximumRecordBytes = 64 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineFeed = 0x0a;

/**
 * Reads a CSV (RFC 4180; line ends CRLF or LF; a byte order mark and empty lines are passed over) in pieces from a
 * record's beginning. What it finds depends on the bytes alone, wherever reading was begun or a piece ends, and it
 * holds little more than one piece.
 */
export function createCsvParser(from: Position) {
  let { offsetBytes, line } = from;
  let rest: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long; the rest of it is passed over. */
  let longLine: Buffer | null = null;

  function move(bytes: number, lines: number): Position {
    offsetBytes += bytes;
    line += lines;
    return { offsetBytes, line };
  }

  /** The first line of the buffer as a fault; null while its end is not there. */
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
      fault: isLong ? `longer than ${maximumRecordBytes} bytes` : "a quote is not closed",
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
        const { fields, fault, lines } = scanned;
        const raw = buffer.subarray(at, scanned.end);
        const start = line;
        const end = move(length, lines);
        at = scanned.end;
        const isEmpty = fields.length === 1 && fields[0] === "";
        if (!isEmpty) records.push({ line: start, fields, fault, raw, end });
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
    /** The records that end in the next piece of the file. */
    read: (piece: Uint8Array) =>
      read(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), false),
    /** The records that the end of the file ends. */
    end: () => read(Buffer.alloc(0), true),
  };
}
