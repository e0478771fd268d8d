import type { CustomerSearch } from "./search-customer.ts";

/** A customer's data and what would be retained, as text for the operator. */
export function describeSearch({ found, deadLetters, retained }: CustomerSearch): string {
  const locations = [
    ...Object.entries(found.rows).map(([table, rows]) => `  ${table.padEnd(24)}${rows}`),
    ...Object.entries(deadLetters).map(
      ([queue, messages]) => `  ${queue.padEnd(24)}${messages.length} dead-letter messages`,
    ),
  ];
  const attention = found.needAttention.map(
    (id) =>
      `  ${id} needs attention: it can be refunded by its charge id after the erasure as well`,
  );
  return [
    "Found",
    ...locations,
    ...attention,
    "Idempotency records and dead-letter messages are deleted. All other rows are kept without the customer and their references.",
    ...(retained.length > 0 ? ["\nRetained: where, what, until when, and why"] : []),
    ...retained.map(
      ({ location, what, until, why }) =>
        `  ${location}: ${what}; ${until === null ? "" : `until ${until}; `}reason: ${why}`,
    ),
  ].join("\n");
}
