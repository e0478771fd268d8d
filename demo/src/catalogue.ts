import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { formatMoney } from "@stagecraft/contracts/money";
import { isChosen } from "@stagecraft/operations/local-system/chance";
import { csvLine } from "@stagecraft/operations/local-system/csv-line";
import type { RetailRow } from "./online-retail/row.ts";

/** The catalogue of a data set: its goods with the bounds of their prices, and how many of each there are. */
export type Catalogue = {
  readonly csv: string;
  readonly products: number;
  readonly pieces: number;
  /** Pieces by product. */
  readonly stated: ReadonlyMap<string, number>;
};

/** Goods have five digits and perhaps letters; `POST`, `M` and their kind are charges, of which there is no stock. */
const goods = /^\d{5}[A-Z]*$/;

/** Of products of which there are too few for all who want one. */
const scarceShare = 0.002;

/** There is enough of everything for that many rounds of the data set. */
const rounds = 100;

/** Makes the catalogue that a system with these sales would have; `seed` chooses what is scarce. */
export function catalogueOf(rows: readonly RetailRow[], seed: number): Catalogue {
  const sold = Map.groupBy(
    rows.filter(({ kind, code }) => kind === "order" && goods.test(code)),
    ({ code }) => code,
  );
  const products = [...sold].toSorted().map(([code, sales]) => {
    const prices = sales.map(({ priceMinor }) => priceMinor);
    const wanted = sales.reduce((sum, { quantity }) => sum + quantity, 0);
    return {
      code,
      description: sales.find(({ description }) => description !== "")?.description ?? code,
      priceMin: decimal(Math.min(...prices)),
      priceMax: decimal(Math.max(...prices)),
      onHand: isChosen(seed, code, scarceShare) ? Math.ceil(wanted / 2) : wanted * rounds,
    };
  });
  const lines = products.map(({ code, description, priceMin, priceMax, onHand }) =>
    csvLine([code, description, priceMin, priceMax, onHand]),
  );
  return {
    csv: [csvLine(catalogueColumns), ...lines, ""].join("\r\n"),
    products: products.length,
    pieces: products.reduce((sum, { onHand }) => sum + onHand, 0),
    stated: new Map(products.map(({ code, onHand }) => [code, onHand])),
  };
}

function decimal(minor: number): string {
  return formatMoney({ minor, currency: "GBP" });
}
