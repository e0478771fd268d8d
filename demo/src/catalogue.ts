import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { formatMoney } from "@stagecraft/contracts/money";
import { isChosen } from "@stagecraft/operations/local-system/chance";
import { csvLine } from "@stagecraft/operations/local-system/csv-line";
import type { RetailRow } from "./online-retail/row.ts";

/** The catalogue of a data set: its products with price ranges and stock. */
export type Catalogue = {
  readonly csv: string;
  readonly products: number;
  readonly pieces: number;
  readonly piecesByCode: ReadonlyMap<string, number>;
};

/** Product codes have five digits and an optional suffix. Other codes, such as `POST`, are charges without stock. */
const productCode = /^\d{5}[A-Z]*$/;

/** Share of the products with less stock than ordered pieces. */
const scarceShare = 0.002;

/** The stock of other products is enough for this many replays of the data set. */
const replays = 100;

/** Makes a catalogue that fits these sales. `seed` chooses the scarce products. */
export function catalogueOf(rows: readonly RetailRow[], seed: number): Catalogue {
  const sold = Map.groupBy(
    rows.filter(({ kind, code }) => kind === "order" && productCode.test(code)),
    ({ code }) => code,
  );
  const products = [...sold].toSorted().map(([code, sales]) => {
    const prices = sales.map(({ priceMinor }) => priceMinor);
    const ordered = sales.reduce((sum, { quantity }) => sum + quantity, 0);
    return {
      code,
      description: sales.find(({ description }) => description !== "")?.description ?? code,
      priceMin: decimal(Math.min(...prices)),
      priceMax: decimal(Math.max(...prices)),
      onHand: isChosen(seed, code, scarceShare) ? Math.ceil(ordered / 2) : ordered * replays,
    };
  });
  const lines = products.map(({ code, description, priceMin, priceMax, onHand }) =>
    csvLine([code, description, priceMin, priceMax, onHand]),
  );
  return {
    csv: [csvLine(catalogueColumns), ...lines, ""].join("\r\n"),
    products: products.length,
    pieces: products.reduce((sum, { onHand }) => sum + onHand, 0),
    piecesByCode: new Map(products.map(({ code, onHand }) => [code, onHand])),
  };
}

function decimal(minor: number): string {
  return formatMoney({ minor, currency: "GBP" });
}
