import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { csvLine } from "@stagecraft/operations/local-system/csv-line";

/** The expected result of importing a generated file. It is complete after the file was read to its end. */
export type GeneratedCatalogue = {
  bytes: number;
  rows: number;
  invalidRows: number;
  /** Number of distinct codes. */
  products: number;
  /** Total stock, according to the last row of each code. */
  pieces: number;
};

const chunkBytes = 256 * 1024;

/** A repeated code comes this many rows later, so that it is in another batch of the import. */
const repeatedAfter = 1_990;

const names = ["WHITE HANGING HEART T-LIGHT HOLDER", 'SET OF 3 "DOT" TINS, SMALL', "ÉTAGÈRE"];

/**
 * Generates a catalogue file of about this size while it is read. 1 % of its rows are invalid in one of three ways, and 5 % repeat
 * an earlier product with another stock.
 */
export function generateCatalogue(sizeBytes: number): {
  readonly content: Iterable<Buffer>;
  readonly generated: GeneratedCatalogue;
} {
  const generated = { bytes: 0, rows: 0, invalidRows: 0, products: 0, pieces: 0 };

  function nextLine(): string {
    const row = generated.rows;
    generated.rows += 1;
    if (row % 100 === 99) {
      generated.invalidRows += 1;
      return invalidLine(row);
    }
    const earlier = row - repeatedAfter;
    const isRepeated = row % 20 === 10 && earlier >= 0;
    if (isRepeated) generated.pieces -= onHand(earlier);
    else generated.products += 1;
    generated.pieces += onHand(row);
    return line(isRepeated ? earlier : row, onHand(row));
  }

  function* content() {
    let text = `${csvLine(catalogueColumns)}\r\n`;
    let left = sizeBytes;
    while (left > 0) {
      while (text.length < Math.min(chunkBytes, left)) text += nextLine();
      const chunk = Buffer.from(text);
      generated.bytes += chunk.length;
      left -= chunk.length;
      text = "";
      yield chunk;
    }
  }

  return { content: content(), generated };
}

function line(code: number, pieces: number): string {
  const price = 1 + (code % 900) / 100;
  const name = `${names[code % names.length]} ${code}`;
  return `${csvLine([codeOf(code), name, price.toFixed(2), (price * 2).toFixed(2), pieces])}\r\n`;
}

function invalidLine(row: number): string {
  const rows = [
    [codeOf(row), "TOO FEW FIELDS", "1.00"],
    [codeOf(row), "HIGHEST BELOW LOWEST", "2.00", "1.00", "5"],
    ["no code", "LOWER CASE", "1.00", "2.00", "5"],
  ];
  return `${csvLine(rows[Math.floor(row / 100) % rows.length] ?? [])}\r\n`;
}

const codeOf = (number: number) => `P${String(number).padStart(8, "0")}`;
const onHand = (row: number) => (row * 7) % 1_000;
