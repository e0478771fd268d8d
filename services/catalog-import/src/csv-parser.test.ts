import { expect, test } from "vitest";
import { type CsvRecord, createCsvParser } from "./csv-parser.ts";

/** Reads the text in pieces of that size, from a position. */
function readAll(text: string | Buffer, pieceBytes = 7, from = { offsetBytes: 0, line: 1 }) {
  const bytes = Buffer.from(text);
  const parser = createCsvParser(from);
  const records: CsvRecord[] = [];
  for (let at = from.offsetBytes; at < bytes.length; at += pieceBytes) {
    records.push(...parser.read(bytes.subarray(at, at + pieceBytes)));
  }
  return [...records, ...parser.end()];
}

const fieldsOf = (records: readonly CsvRecord[]) => records.map(({ fields }) => fields);
const errorsOf = (records: readonly CsvRecord[]) => records.map(({ line, error }) => [line, error]);

// https://www.rfc-editor.org/rfc/rfc4180
test.each([
  [
    "line ends LF",
    "a,b\nc,d\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "line ends CRLF",
    "a,b\r\nc,d\r\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "no line end at the end",
    "a,b\nc,d",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["a byte order mark", "\ufeffa,b\n", [["a", "b"]]],
  [
    "quotes, commas and line ends in quotes",
    '"a ""b""","c,\r\nd"\r\n"e",f\n',
    [
      ['a "b"', "c,\r\nd"],
      ["e", "f"],
    ],
  ],
  [
    "empty fields and lines",
    'a,,\n\n\r\n"",b\n\n',
    [
      ["a", "", ""],
      ["", "b"],
    ],
  ],
  ["a quote inside an unquoted field", 'TAPE 5",b\n', [['TAPE 5"', "b"]]],
  ["letters of several bytes", "caffè,£5\n", [["caffè", "£5"]]],
  ["an escaped quote at the very end", '"a""', []],
  ["nothing", "", []],
] as const)("%s", (_name, text, fields) => {
  for (const pieceBytes of [1, 2, 3, 5, 100]) {
    const records = readAll(text, pieceBytes).filter(({ error }) => !error);
    expect(fieldsOf(records)).toEqual(fields);
  }
});

test("each record has its line and the position of the next one", () => {
  const text = '\ufeffa,b\r\n\n"c\n\n",d\ne,f';
  const records = readAll(text);
  expect(records.map(({ line, end }) => [line, end])).toEqual([
    [1, { offsetBytes: 8, line: 2 }],
    [3, { offsetBytes: 17, line: 6 }],
    [6, { offsetBytes: 20, line: 7 }],
  ]);
});

test("reading from behind any record finds the remaining records", () => {
  const text = '\ufeffa,b\r\n\r\n"c\n\n",d\n"open,e\nf,"g"h\ni,j';
  const all = readAll(text);
  expect(all).toHaveLength(5);
  for (const [index, { end }] of all.entries()) {
    expect(readAll(text, 4, end)).toEqual(all.slice(index + 1));
  }
});

test("an invalid line is one invalid record, and the next line is read", () => {
  const text = 'a,b\n"c"d,e\n"open,f\ng,"h, i"\n"open,j\nk,l\n';
  expect(errorsOf(readAll(text))).toEqual([
    [1, null],
    [2, "text behind a closing quote"],
    [3, "a quote is not closed"],
    [4, null],
    [5, "a quote is not closed"],
    [6, null],
  ]);
  const bytes = Buffer.concat([Buffer.from("a,b\n"), Buffer.from([0xe9]), Buffer.from(",c\nd,e")]);
  expect(errorsOf(readAll(bytes))).toEqual([
    [1, null],
    [2, "not UTF-8"],
    [3, null],
  ]);
});

test("an unclosed quote makes only its line invalid, however much follows", () => {
  const rows = "x".repeat(99).concat("\n").repeat(2_000);
  const records = readAll(`a,"open\n${rows}`, 16_384);
  expect(records[0]).toMatchObject({ line: 1, error: "a quote is not closed" });
  expect(records).toHaveLength(2_001);
  expect(records.slice(1).every(({ error }) => error === null)).toBe(true);
});

test.each([
  ["followed by others", "\nb,c\n"],
  ["at the end", ""],
  ["at the end, with its line end", "\n"],
])("a line that is too long is skipped, %s", (_name, behind) => {
  const text = `a,b\n${"x".repeat(200_000)}${behind}`;
  const found = [1_000, 16_384, 70_000, 300_000].map((pieceBytes) => readAll(text, pieceBytes));
  for (const records of found) {
    expect(errorsOf(records).slice(0, 2)).toEqual([
      [1, null],
      [2, "longer than 65536 bytes"],
    ]);
    expect(records[1]?.raw).toHaveLength(65_536);
    expect(records.map(({ end }) => end)).toEqual(found[0]?.map(({ end }) => end));
  }
  expect(found[0]?.at(-1)?.end.offsetBytes).toBe(text.length);
});

test("the records do not depend on where pieces end", () => {
  const parts = [
    '"q""1\r\n",',
    "plain,",
    '"',
    "\n",
    "\r\n",
    ",",
    "é",
    "a b",
    '""',
    "x".repeat(70_000),
  ];
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: 40 }, () => parts[random(parts.length)]).join("");
    const whole = readAll(text, 10_000_000);
    expect(readAll(text, 1 + random(5_000))).toEqual(whole);
    expect(readAll(text, 1 + random(200_000))).toEqual(whole);
  }
});
