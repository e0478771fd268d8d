import * as z from "zod";
import { personal } from "./personal/personal.ts";
import { Text } from "./text.ts";

/** A product's code: `85123A`. Surrounding spaces are removed. */
export const ProductCode = z
  .string()
  .trim()
  .regex(/^[A-Z0-9_-](?:[A-Z0-9 _-]{0,30}[A-Z0-9_-])?$/, {
    error: "Must be 1 to 32 upper case letters, digits, spaces, _ or -",
  });

/** Pieces of a product. */
export const Quantity = z.int().min(1).max(100_000);

/** A price for one piece as a decimal string: `2.55`. */
export const Price = z.string().regex(/^(?:0|[1-9]\d{0,6})(?:\.\d{1,4})?$/, {
  error: 'Must be a decimal string such as "2.55"',
});

/** Customers write in it what they like, such as a person's name. */
const referenceMark = { what: "a text of the customer" };

/** The customer's own name for an order or a return, such as an invoice number. */
export const Reference = Text.min(1).max(64).register(personal, referenceMark);

/** A reference in an answer, where it was checked before; null without one. */
export const StoredReference = z.string().register(personal, referenceMark).nullable();
