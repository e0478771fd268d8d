import type { Scenario } from "./open-scenario.ts";

/**
 * Makes the database refuse rows of a table, like a bug or a damaged page. `which` is a condition on `new` and `old`. Returns a
 * function that allows the rows again.
 */
export async function refuseRows(
  { query }: Scenario,
  { table, on, which }: { table: string; on: "insert" | "update"; which: string },
): Promise<() => Promise<void>> {
  const name = `refuse_${on}_${table}_${Buffer.from(which).toString("hex").slice(-30)}`;
  await query(`create or replace function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'refused'; end $$`);
  await query(
    `create trigger ${name} before ${on} on ${table} for each row when (${which})
       execute function refuse()`,
  );
  return async () => void (await query(`drop trigger ${name} on ${table}`));
}
