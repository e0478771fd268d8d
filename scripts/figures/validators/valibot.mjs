import * as v from "valibot";

const Order = v.strictObject({
  orderedOn: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)),
  country: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  currency: v.picklist(["GBP", "EUR", "USD"]),
  reference: v.optional(v.pipe(v.string(), v.maxLength(64))),
  lines: v.pipe(
    v.array(
      v.strictObject({
        code: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,20}$/)),
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
        price: v.pipe(v.string(), v.regex(/^\d{1,7}\.\d\d$/)),
      }),
    ),
    v.minLength(1),
    v.maxLength(2_000),
  ),
});

export const isOrder = (value) => v.safeParse(Order, value).success;
