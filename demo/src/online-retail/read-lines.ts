import { createReadStream } from "node:fs";

export type Line = { readonly number: number; readonly text: string };

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const windows1252 = new TextDecoder("windows-1252");
const lineFeed = 0x0a;

/** Reads the lines of a text file, without line ends and byte order mark. A line that is not UTF-8 is decoded as Windows-1252. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : (chunk as Buffer);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      number += 1;
      yield { number, text: decode(bytes.subarray(start, end)) };
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
  }
  if (rest.length > 0) yield { number: number + 1, text: decode(rest) };
}

function decode(bytes: Buffer): string {
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    text = windows1252.decode(bytes);
  }
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
