import type { Pool } from "pg";

/** Figures outside of the orders that must agree with them. Money is in minor units. */
export type Totals = {
  /** Charges minus refunds of the payments provider. */
  readonly chargedMinor: number;
  /** Sales and returns in the projection. */
  readonly projectedMinor: number;
  readonly projectedReturnsMinor: number;
  /** Number of imported catalogue files. */
  readonly imports: number;
  /** Pieces in this run's catalogue. */
  readonly cataloguePieces: number;
  /** Pieces of fulfilled orders. */
  readonly soldPieces: number;
  readonly onHandPieces: number;
  readonly reservedPieces: number;
};

/** Reads the totals from the database, as the operator. `chargedMinor` comes from the payments provider. */
export async function readTotals(
  sql: Pick<Pool, "query">,
  { chargedMinor, cataloguePieces }: Pick<Totals, "chargedMinor" | "cataloguePieces">,
): Promise<Totals> {
  const { rows } = await sql.query<Record<string, string>>(`
    select
      (select coalesce(sum(total_minor), 0) from daily_sales) as "projectedMinor",
      (select coalesce(sum(returned_minor), 0) from daily_sales) as "projectedReturnsMinor",
      (select count(*) from imports where completed_at is not null) as "imports",
      (select coalesce(sum(quantity), 0) from reservations where state = 'taken') as "soldPieces",
      (select coalesce(sum(on_hand), 0) from stock) as "onHandPieces",
      (select coalesce(sum(reserved), 0) from stock) as "reservedPieces"`);
  const found = Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([name, text]) => [name, Number(text)]),
  ) as Omit<Totals, "chargedMinor" | "cataloguePieces">;
  return { ...found, chargedMinor, cataloguePieces };
}
