import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRows } from "./read-rows.ts";
import { writeRejectFiles } from "./reject-file.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const row = (description: string) =>
  `536365,85123A,${description},6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom`;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "read-rows-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function read(text: string | Buffer) {
  const path = join(directory, "day.csv");
  await writeFile(path, text);
  const found: string[] = [];
  for await (const each of readRows(path)) {
    const what = "reason" in each ? each.reason : each.fields.Description;
    found.push(`${each.source.line} ${what}`);
  }
  return found;
}

test("quoted commas, doubled quotes and quoted line breaks are part of a field", async () => {
  const text = [header, row('"A, B"'), row('"SAY ""HI"""'), row('"TWO\nLINES"'), row("LAST")];
  expect(await read(text.join("\n"))).toEqual(["2 A, B", '3 SAY "HI"', "4 TWO\nLINES", "6 LAST"]);
});

test("a byte order mark, CRLF and empty lines are ignored", async () => {
  expect(await read(`\ufeff${header}\r\n${row("A")}\r\n\r\n${row("B")}\r\n`)).toEqual([
    "2 A",
    "4 B",
  ]);
});

test("a pound sign in Latin-1 is decoded", async () => {
  expect(await read(Buffer.from(`${header}\n${row("£1 CARD")}\n${row("B")}`, "latin1"))).toEqual([
    "2 £1 CARD",
    "3 B",
  ]);
});

test.each([
  ["a stray quote", row('5" PLATE')],
  ["a quote that is never closed", row('"OPEN')],
  ["text after a closing quote", row('"A" B')],
  ["a missing column", "536365,85123A"],
  ["an extra column", `${row("A")},more`],
])("%s rejects only its own row", async (_, bad) => {
  const text = [header, row("A"), bad, row("B"), row("C")].join("\n");
  expect(await read(text)).toEqual(["2 A", "3 malformed-row", "4 B", "5 C"]);
});

test("a quote that stays open over many rows rejects only its own row", async () => {
  const rows = Array.from({ length: 30 }, (_, index) => row(`ROW ${index}`));
  const found = await read([header, row('"OPEN'), ...rows].join("\n"));
  expect(found[0]).toBe("2 malformed-row");
  expect(found.slice(1)).toEqual(rows.map((_, index) => `${index + 3} ROW ${index}`));
});

test("columns may be in another order; without one of them every row is rejected", async () => {
  expect(await read(`Country,${header.replace(",Country", "")}\nEIRE,1,2,D,4,5,6,7`)).toEqual([
    "2 D",
  ]);
  expect(await read(`a,b\n${row("A")}`)).toEqual(["1 wrong-header", "2 wrong-header"]);
  expect(await read("")).toEqual([]);
});

test("a reject file has the original rows with file, line and reason", async () => {
  const raw = row('"A, ""B"""');
  const paths = await writeRejectFiles({
    directory,
    files: ["2010-12-01.csv", "2010-12-02.csv"],
    rejects: [
      { source: { file: "2010-12-01.csv", line: 9, raw: "short" }, reason: "malformed-row" },
      { source: { file: "2010-12-01.csv", line: 2, raw }, reason: "zero-price" },
    ],
  });
  expect(paths).toEqual(["01", "02"].map((day) => join(directory, `2010-12-${day}.rejects.csv`)));
  const [first = "", second = ""] = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  expect(parse(first)).toEqual([
    ["file", "line", "reason", "row"],
    ["2010-12-01.csv", "2", "zero-price", raw],
    ["2010-12-01.csv", "9", "malformed-row", "short"],
  ]);
  expect(second).toBe("file,line,reason,row\n");
});
