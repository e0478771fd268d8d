import * as z from "zod";

const Order = z.strictObject({
  orderedOn: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  country: z.string().min(1).max(60),
  currency: z.enum(["GBP", "EUR", "USD"]),
  reference: z.string().max(64).optional(),
  lines: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[0-9A-Za-z]{1,20}$/),
        quantity: z.int().min(1).max(100_000),
        price: z.string().regex(/^\d{1,7}\.\d\d$/),
      }),
    )
    .min(1)
    .max(2_000),
});

export const isOrder = (value) => Order.safeParse(value).success;
