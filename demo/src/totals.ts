import type { Pool } from "pg";

/** What stands beside the orders and must agree with them. Money in minor units. */
export type Totals = {
  /** What the payments provider took and did not give back. */
  readonly chargedMinor: number;
  /** What the projection has of sales, and of returns. */
  readonly projectedMinor: number;
  readonly projectedReturnsMinor: number;
  /** Catalogue files that were imported. */
  readonly imports: number;
  /** Pieces that this run's catalogue states, that orders took, that are on hand and that are reserved. */
  readonly statedPieces: number;
  readonly takenPieces: number;
  readonly onHandPieces: number;
  readonly reservedPieces: number;
};

/** Reads the totals of the database as the operator; `chargedMinor` is the provider's own. */
export async function readTotals(
  sql: Pick<Pool, "query">,
  { chargedMinor, statedPieces }: Pick<Totals, "chargedMinor" | "statedPieces">,
): Promise<Totals> {
  const { rows } = await sql.query<Record<string, string>>(`
    select
      (select coalesce(sum(total_minor), 0) from daily_sales) as "projectedMinor",
      (select coalesce(sum(returned_minor), 0) from daily_sales) as "projectedReturnsMinor",
      (select count(*) from imports where completed_at is not null) as "imports",
      (select coalesce(sum(quantity), 0) from reservations where state = 'taken') as "takenPieces",
      (select coalesce(sum(on_hand), 0) from stock) as "onHandPieces",
      (select coalesce(sum(reserved), 0) from stock) as "reservedPieces"`);
  const found = Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([name, text]) => [name, Number(text)]),
  ) as Omit<Totals, "chargedMinor" | "statedPieces">;
  return { ...found, chargedMinor, statedPieces };
}
