import * as z from "zod/mini";

const Order = z.strictObject({
  orderedOn: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  country: z.string().check(z.minLength(1), z.maxLength(60)),
  currency: z.enum(["GBP", "EUR", "USD"]),
  reference: z.optional(z.string().check(z.maxLength(64))),
  lines: z
    .array(
      z.strictObject({
        code: z.string().check(z.regex(/^[0-9A-Za-z]{1,20}$/)),
        quantity: z.int().check(z.gte(1), z.lte(100_000)),
        price: z.string().check(z.regex(/^\d{1,7}\.\d\d$/)),
      }),
    )
    .check(z.minLength(1), z.maxLength(2_000)),
});

export const isOrder = (value) => Order.safeParse(value).success;
