import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { csvLine } from "./csv-line.ts";

/** Makes a catalogue file (CSV) with these pieces in stock by product code. Prices from 0.01 to 999.99 are valid. */
export function stockFile(pieces: { readonly [code: string]: number }): string {
  const rows = Object.entries(pieces).map(([code, onHand]) =>
    csvLine([code, `Product ${code}`, "0.01", "999.99", onHand]),
  );
  return [csvLine(catalogueColumns), ...rows, ""].join("\r\n");
}
