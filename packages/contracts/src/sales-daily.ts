import * as z from "zod";
import { BusinessDate } from "./business-date.ts";
import { Currency } from "./money.ts";
import { hasNoControlCharacters, noControlCharacters, Text } from "./text.ts";

const longestDays = 366;
const dayMs = 24 * 60 * 60 * 1_000;

/** The query of `GET /sales/daily`: business dates, both included, at most 366 days. */
export const DailySalesQuery = z
  .strictObject({
    from: BusinessDate.meta({ description: "The first business date." }),
    to: BusinessDate.meta({ description: "The last business date." }),
    country: Text.min(1)
      .max(60)
      .refine(hasNoControlCharacters, noControlCharacters)
      .optional()
      .meta({ description: "Only this country's." }),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "Must not be before `from`" })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / dayMs < longestDays, {
    path: ["to"],
    error: `Must be at most ${longestDays} days from \`from\` on, both included`,
  });
export type DailySalesQuery = z.infer<typeof DailySalesQuery>;

/** The sales of one day, country and currency; amounts are decimal strings. */
export const DailySales = z.object({
  orderedOn: z.iso.date().meta({ description: "The business date, in London." }),
  country: z.string(),
  currency: Currency,
  orders: z.int().nonnegative().meta({ description: "All placed orders, whatever their status." }),
  total: z.string().meta({ description: "The total of the fulfilled orders." }),
  returned: z.string().meta({ description: "All refunds for goods of these orders." }),
});
export type DailySales = z.infer<typeof DailySales>;

/** Sales by day, country and currency, in this order. They are updated within minutes. */
export const DailySalesList = z.object({ sales: z.array(DailySales) });
export type DailySalesList = z.infer<typeof DailySalesList>;
