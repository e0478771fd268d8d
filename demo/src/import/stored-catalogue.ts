import type { Pool } from "pg";

/** The catalogue in Postgres. */
export type StoredCatalogue = { readonly products: number; readonly pieces: number };

export async function readStoredCatalogue(sql: Pick<Pool, "query">): Promise<StoredCatalogue> {
  const { rows } = await sql.query<{ products: string; pieces: string }>(
    `select count(*) as products, coalesce(sum(on_hand), 0) as pieces
      from catalogue join stock using (code)`,
  );
  return { products: Number(rows[0]?.products), pieces: Number(rows[0]?.pieces) };
}

/** Returns the number of bytes that the imports have read. */
export async function readImportedBytes(sql: Pick<Pool, "query">): Promise<number> {
  const { rows } = await sql.query<{ bytes: string }>(
    "select coalesce(sum(offset_bytes), 0) as bytes from imports",
  );
  return Number(rows[0]?.bytes);
}
