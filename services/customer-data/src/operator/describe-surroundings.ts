import type { Surroundings } from "./look-around.ts";

/** What there is of a customer and what would stay of it, for the operator to read. */
export function describeSurroundings({ found, deadLetters, kept }: Surroundings): string {
  const places = [
    ...Object.entries(found.rows).map(([table, rows]) => `  ${table.padEnd(24)}${rows}`),
    ...Object.entries(deadLetters).map(
      ([queue, messages]) => `  ${queue.padEnd(24)}${messages.length} dead letters`,
    ),
  ];
  const attention = found.needAttention.map(
    (id) => `  ${id} needs attention: its money can be settled by its charge afterwards, too`,
  );
  return [
    "There is",
    ...places,
    ...attention,
    "Idempotency records and dead letters are removed. Everything else is kept without its customer and their references.",
    ...(kept.length > 0 ? ["\nWhat stays, until when, and why"] : []),
    ...kept.map(
      ({ place, what, until, why }) =>
        `  ${place}: ${what}; ${until === null ? "" : `until ${until}, `}for ${why}`,
    ),
  ].join("\n");
}
