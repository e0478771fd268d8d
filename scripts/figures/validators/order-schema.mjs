/** The JSON Schema of the order that the other modules declare in their own way. */
export const orderSchema = {
  type: "object",
  additionalProperties: false,
  required: ["orderedOn", "country", "currency", "lines"],
  properties: {
    orderedOn: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
    country: { type: "string", minLength: 1, maxLength: 60 },
    currency: { enum: ["GBP", "EUR", "USD"] },
    reference: { type: "string", maxLength: 64 },
    lines: {
      type: "array",
      minItems: 1,
      maxItems: 2_000,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["code", "quantity", "price"],
        properties: {
          code: { type: "string", pattern: "^[0-9A-Za-z]{1,20}$" },
          quantity: { type: "integer", minimum: 1, maximum: 100_000 },
          price: { type: "string", pattern: "^\\d{1,7}\\.\\d\\d$" },
        },
      },
    },
  },
};
