import * as z from "zod";
import { ProductCode } from "./line-fields.ts";
import { type Currency, parseMoney } from "./money.ts";

/** The first line of a catalogue file, a CSV (RFC 4180) in UTF-8. */
export const catalogueColumns = [
  "code",
  "description",
  "price_min",
  "price_max",
  "on_hand",
] as const;

/** The catalogue's prices are in this currency. */
const currency: Currency = "GBP";
const maximumMinor = 100_000_000;

/** Postgres cannot store NUL; the other control characters are useless in a description. */
const Description = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(?:\P{Cc}|[\t\r\n])*$/u, { error: "Must not contain control characters" });

const Bound = z.string().transform((decimal, context) => {
  const money = parseMoney(decimal.trim(), currency);
  if (money && money.minor >= 0 && money.minor <= maximumMinor) return money.minor;
  context.addIssue("Must be a decimal from 0 to 1000000 with at most 2 decimals");
  return z.NEVER;
});

const Pieces = z
  .string()
  .trim()
  .regex(/^\d{1,9}$/, { error: "Must be a whole number from 0 to 999999999" })
  .transform(Number);

/**
 * A row of a catalogue file: a product, the bounds of its price in minor units, and the pieces in stock. A later row of a code
 * replaces an earlier one.
 */
export const CatalogueRow = z
  .object({
    code: ProductCode,
    description: Description,
    price_min: Bound,
    price_max: Bound,
    on_hand: Pieces,
  })
  .refine((row) => row.price_min <= row.price_max, {
    path: ["price_max"],
    error: "Must not be less than price_min",
  })
  .transform(({ code, description, price_min, price_max, on_hand }) => ({
    code,
    description,
    priceMinMinor: price_min,
    priceMaxMinor: price_max,
    onHand: on_hand,
  }));
export type CatalogueRow = z.infer<typeof CatalogueRow>;

/** The result of a catalogue file. `rowsIn` is the sum of `rowsOut` and `rowsRejected`. */
export const ImportSummary = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  outcome: z.enum(["imported", "refused"]),
  /** Why the whole file was refused. */
  refusal: z.string().nullable(),
  rowsIn: z.int().nonnegative(),
  rowsOut: z.int().nonnegative(),
  rowsRejected: z.int().nonnegative(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** A message that continues an import: the file and the position behind the last imported row. */
export const ImportContinuation = z.object({
  bucket: z.string().min(1),
  key: z.string().min(1),
  versionId: z.string().min(1),
  offsetBytes: z.int().nonnegative(),
  rowsIn: z.int().nonnegative(),
});
export type ImportContinuation = z.infer<typeof ImportContinuation>;
