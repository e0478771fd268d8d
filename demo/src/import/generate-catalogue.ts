import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { csvLine } from "@stagecraft/operations/local-system/csv-line";

/** What an import of a generated file has to come to. Complete when the file is read to its end. */
export type Generated = {
  bytes: number;
  rows: number;
  /** Rows that are none of a catalogue. */
  wrongRows: number;
  /** Different codes. */
  products: number;
  /** On hand, as each code's last row says. */
  pieces: number;
};

const pieceBytes = 256 * 1024;

/** So many rows later some codes come again: in another batch of the import. */
const restatedAfter = 1_990;

const names = ["WHITE HANGING HEART T-LIGHT HOLDER", 'SET OF 3 "DOT" TINS, SMALL', "ÉTAGÈRE"];

/**
 * A catalogue file of about that size, made while it is read: a hundredth of its rows is wrong, each in one of three
 * ways, and a twentieth states an earlier product anew.
 */
export function generateCatalogue(sizeBytes: number): {
  readonly content: Iterable<Buffer>;
  readonly generated: Generated;
} {
  const generated = { bytes: 0, rows: 0, wrongRows: 0, products: 0, pieces: 0 };

  function nextLine(): string {
    const row = generated.rows;
    generated.rows += 1;
    if (row % 100 === 99) {
      generated.wrongRows += 1;
      return wrongLine(row);
    }
    const known = row - restatedAfter;
    const isRestated = row % 20 === 10 && known >= 0;
    if (isRestated) generated.pieces -= onHand(known);
    else generated.products += 1;
    generated.pieces += onHand(row);
    return line(isRestated ? known : row, onHand(row));
  }

  function* content() {
    let text = `${csvLine(catalogueColumns)}\r\n`;
    let left = sizeBytes;
    while (left > 0) {
      while (text.length < Math.min(pieceBytes, left)) text += nextLine();
      const piece = Buffer.from(text);
      generated.bytes += piece.length;
      left -= piece.length;
      text = "";
      yield piece;
    }
  }

  return { content: content(), generated };
}

function line(code: number, pieces: number): string {
  const price = 1 + (code % 900) / 100;
  const name = `${names[code % names.length]} ${code}`;
  return `${csvLine([codeOf(code), name, price.toFixed(2), (price * 2).toFixed(2), pieces])}\r\n`;
}

function wrongLine(row: number): string {
  const wrong = [
    [codeOf(row), "TOO FEW FIELDS", "1.00"],
    [codeOf(row), "HIGHEST BELOW LOWEST", "2.00", "1.00", "5"],
    ["no code", "LOWER CASE", "1.00", "2.00", "5"],
  ];
  return `${csvLine(wrong[Math.floor(row / 100) % wrong.length] ?? [])}\r\n`;
}

const codeOf = (number: number) => `P${String(number).padStart(8, "0")}`;
const onHand = (row: number) => (row * 7) % 1_000;
