import { ProductCode, Quantity } from "@stagecraft/contracts/line-fields";
import { parseMoney } from "@stagecraft/contracts/money";
import type { RawRow } from "./read-rows.ts";
import type { RejectReason, RowSource } from "./reject.ts";

/** A valid row. */
export type RetailRow = {
  readonly source: RowSource;
  /** Invoice number: `536365`, or `C536379` for a credit note. */
  readonly invoice: string;
  readonly kind: "order" | "credit-note";
  readonly code: string;
  /** Empty when the data has none. */
  readonly description: string;
  /** Pieces, more than zero for both kinds. */
  readonly quantity: number;
  /** Pence for one piece. */
  readonly priceMinor: number;
  /** `cus_17850`; `cus_walkin` when the data has no customer. */
  readonly customerId: string;
  /** Calendar date in London; the data has London times. */
  readonly orderedOn: string;
  /** Time of day in London, such as `08:26:00`. */
  readonly orderedAt: string;
  readonly country: string;
};

const walkInCustomer = "cus_walkin";

const maxPriceMinor = 100_000_000;

/** Parses a row. For an invalid row it returns the first reason. */
export function readRow({
  fields,
  source,
}: RawRow):
  | { readonly ok: true; readonly row: RetailRow }
  | { readonly ok: false; readonly reason: RejectReason } {
  const invoice = fields.InvoiceNo.trim().toUpperCase();
  if (/^A\d+$/.test(invoice)) return refuse("adjustment");
  if (!/^C?\d{1,20}$/.test(invoice)) return refuse("bad-invoice");
  const kind: RetailRow["kind"] = invoice.startsWith("C") ? "credit-note" : "order";

  const signedQuantity = readQuantity(fields.Quantity);
  const priceMinor = readPriceMinor(fields.UnitPrice);
  if (signedQuantity === undefined) return refuse("bad-quantity");
  if (priceMinor === undefined) return refuse("bad-price");
  if (kind === "order" && signedQuantity < 0 && priceMinor === 0) return refuse("write-off");
  const quantity = kind === "order" ? signedQuantity : -signedQuantity;
  if (!Quantity.safeParse(quantity).success) return refuse("bad-quantity");
  if (priceMinor === 0) return refuse("zero-price");

  const date = readDate(fields.InvoiceDate);
  if (!date) return refuse("bad-date");
  const code = ProductCode.safeParse(fields.StockCode.trim().toUpperCase());
  if (!code.success) return refuse("bad-code");
  const customerId = readCustomer(fields.CustomerID);
  if (!customerId) return refuse("bad-customer");
  const country = fields.Country.trim();
  if (country === "" || country.length > 60) return refuse("bad-country");

  const description = fields.Description.trim();
  const row = { source, invoice, kind, code: code.data, description, quantity, priceMinor };
  return { ok: true, row: { ...row, customerId, country, ...date } };
}

const refuse = (reason: RejectReason) => ({ ok: false as const, reason });

function readQuantity(text: string): number | undefined {
  const [, digits] = /^(-?\d{1,9})(?:\.0+)?$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function readPriceMinor(text: string): number | undefined {
  // "2.550" becomes "2.55", and "0.0" becomes "0".
  const plain = text
    .trim()
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  const minor = parseMoney(plain, "GBP")?.minor;
  if (minor === undefined || minor < 0 || minor > maxPriceMinor) return undefined;
  return minor;
}

function readDate(text: string) {
  const [, orderedOn, minutes, seconds = ":00"] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/.exec(text.trim()) ?? [];
  if (orderedOn === undefined) return undefined;
  const orderedAt = `${minutes}${seconds}`;
  const time = new Date(`${orderedOn}T${orderedAt}Z`);
  // Date changes an invalid date, such as 30 February, to another one.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(`${orderedOn}T${orderedAt}`)) {
    return undefined;
  }
  return { orderedOn, orderedAt };
}

function readCustomer(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return walkInCustomer;
  const [, number] = /^(\d{1,12})(?:\.0+)?$/.exec(trimmed) ?? [];
  return number && `cus_${number}`;
}
