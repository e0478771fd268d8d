/** A column of a table. */
export type CatalogColumn = {
  readonly type: string;
  readonly isNullable: boolean;
  /** Whether an insert may omit the column although it is not nullable. */
  readonly hasDefault: boolean;
};

/** The part of a database's catalog that code depends on, by name. */
export type SchemaCatalog = {
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, CatalogColumn>>;
  /** Constraints, unique indexes and triggers, which refuse writes: their definitions by `table name`. */
  readonly refusals: ReadonlyMap<string, string>;
  /** `SELECT on orders for orders_app`, `UPDATE on orders.status for orders_app`. */
  readonly privileges: ReadonlySet<string>;
};

type Query = <Row extends object>(text: string) => Promise<Row[]>;

/** Reads the schema `public`. Owners' privileges are left out. */
export async function readSchemaCatalog(query: Query): Promise<SchemaCatalog> {
  const columns = await query<{
    table: string;
    column: string;
    type: string;
    nullable: boolean;
    default: boolean;
  }>(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as "default"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`);
  const refusals = await query<{ name: string; definition: string }>(`
    select conrelid::regclass || ' ' || conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all
    select i.indrelid::regclass || ' ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique
      and not exists (select from pg_constraint where conindid = i.indexrelid)
    union all
    select t.tgrelid::regclass || ' ' || t.tgname, pg_get_triggerdef(t.oid)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`);
  const privileges = await query<{ privilege: string }>(`
    select p.privilege_type || ' on ' || c.relname || ' for ' || p.grantee::regrole as privilege
    from pg_class c cross join aclexplode(c.relacl) p
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and p.grantee <> c.relowner
    union all
    select p.privilege_type || ' on ' || c.relname || '.' || a.attname || ' for ' || p.grantee::regrole
    from pg_attribute a join pg_class c on c.oid = a.attrelid cross join aclexplode(a.attacl) p
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and p.grantee <> c.relowner`);
  return {
    tables: new Map(
      [...Map.groupBy(columns, ({ table }) => table)].map(([table, ofTable]) => [
        table,
        new Map(
          ofTable.map(({ column, type, nullable, default: hasDefault }) => [
            column,
            { type, isNullable: nullable, hasDefault },
          ]),
        ),
      ]),
    ),
    refusals: new Map(refusals.map(({ name, definition }) => [name, definition])),
    privileges: new Set(privileges.map(({ privilege }) => privilege)),
  };
}
