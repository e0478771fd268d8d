import { isUtf8 } from "node:buffer";

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A record of a CSV (RFC 4180), found in a buffer. */
export type ScannedRecord = {
  readonly fields: readonly string[];
  /** The offset behind its line end. */
  readonly end: number;
  readonly lines: number;
  readonly error: "not UTF-8" | "text behind a closing quote" | null;
  /** Its quotes do not match: probably a quote of an earlier line is closed by a quote of a later line. */
  readonly isTangled: boolean;
};

/** Finds the record that begins at `from`; null when it continues after the buffer. `isLast`: the file ends with the buffer. */
export function scanRecord(buffer: Buffer, from: number, isLast: boolean): ScannedRecord | null {
  const fields: string[] = [];
  let lines = 1;
  let textBehindQuote = false;
  let at = from;

  for (;;) {
    let field: string | null = null;
    if (buffer[at] === quote) {
      const quoted = scanQuoted(buffer, at, isLast);
      if (!quoted) return null;
      field = quoted.text;
      lines += quoted.lineFeeds;
      at = quoted.end;
    }
    let end = at;
    while (end < buffer.length && buffer[end] !== comma && buffer[end] !== lineFeed) end++;
    if (end === buffer.length && !isLast) return null;

    const isEndOfLine = buffer[end] !== comma;
    const hasReturn = isEndOfLine && end > at && buffer[end - 1] === carriageReturn;
    const textEnd = hasReturn ? end - 1 : end;
    if (field === null) field = buffer.toString("utf8", at, textEnd);
    else if (textEnd > at) textBehindQuote = true;
    fields.push(field);
    at = Math.min(end + 1, buffer.length);
    if (isEndOfLine) break;
  }

  const isText = isUtf8(buffer.subarray(from, at));
  const textError = textBehindQuote ? "text behind a closing quote" : null;
  const error = isText ? textError : "not UTF-8";
  return { fields, end: at, lines, error, isTangled: textBehindQuote && lines > 1 };
}

/** A quoted field from its opening quote to behind its closing quote; null when the closing quote is not in the buffer. */
function scanQuoted(buffer: Buffer, from: number, isLast: boolean) {
  let close = buffer.indexOf(quote, from + 1);
  let hasQuotes = false;
  while (close !== -1 && buffer[close + 1] === quote) {
    hasQuotes = true;
    close = buffer.indexOf(quote, close + 2);
  }
  // The buffer may end between two quotes.
  if (close === -1 || (close + 1 === buffer.length && !isLast)) return null;

  const text = buffer.toString("utf8", from + 1, close);
  let lineFeeds = 0;
  let next = buffer.indexOf(lineFeed, from);
  while (next !== -1 && next < close) {
    lineFeeds++;
    next = buffer.indexOf(lineFeed, next + 1);
  }
  return { text: hasQuotes ? text.replaceAll('""', '"') : text, end: close + 1, lineFeeds };
}
