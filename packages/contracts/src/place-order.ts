import * as z from "zod";
import { BusinessDate } from "./business-date.ts";
import { Price, ProductCode, Quantity, Reference } from "./line-fields.ts";
import { Currency, currencies, parseMoney } from "./money.ts";
import { hasNoControlCharacters, noControlCharacters, Text } from "./text.ts";

const maximumPrice = 1_000_000;

/** A business date after it is a mistake. */
const lastDay = "2099-12-31";

/** The body of `POST /orders`. Prices are those agreed with the customer, more than 0 and at most 1000000. */
export const PlaceOrder = z
  .strictObject({
    orderedOn: BusinessDate.refine((day) => day <= lastDay, {
      error: `Must not be after ${lastDay}`,
    }).meta({ description: "The business date, in London." }),
    // Free text, and not personal: sales of all customers are summed by it, and an erasure keeps it (ADR 0012).
    country: Text.trim().min(1).max(60).refine(hasNoControlCharacters, noControlCharacters),
    currency: Currency,
    reference: Reference.optional(),
    lines: z
      .array(z.strictObject({ code: ProductCode, quantity: Quantity, price: Price }))
      .min(1)
      .max(2_000),
  })
  .superRefine(({ currency, lines }, context) => {
    const { minorDigits } = currencies[currency];
    const maximumMinor = maximumPrice * 10 ** minorDigits;
    for (const [index, line] of lines.entries()) {
      const price = parseMoney(line.price, currency);
      if (price && price.minor > 0 && price.minor <= maximumMinor) continue;
      context.addIssue({
        code: "custom",
        path: ["lines", index, "price"],
        message: `Must be more than 0 and at most ${maximumPrice}, with at most ${minorDigits} decimals`,
      });
    }
  });
export type PlaceOrder = z.infer<typeof PlaceOrder>;
