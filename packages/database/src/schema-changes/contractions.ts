import type { CatalogColumn, SchemaCatalog } from "./schema-catalog.ts";

/**
 * What a schema change removes for code that was written for the old schema: one line each, as a migration declares it. New tables,
 * indexes, privileges and optional columns remove nothing.
 */
export function contractions(before: SchemaCatalog, after: SchemaCatalog): readonly string[] {
  const columns = [...before.tables].flatMap(([table, columnsBefore]) => {
    const columnsAfter = after.tables.get(table);
    if (!columnsAfter) return [`drops the table ${table}`];
    const dropped = [...columnsBefore.keys()].filter((name) => !columnsAfter.has(name));
    return [
      ...dropped.map((name) => `drops ${table}.${name}`),
      ...[...columnsAfter].flatMap(([name, column]) =>
        changesOf(`${table}.${name}`, columnsBefore.get(name), column),
      ),
    ];
  });
  const stays = (name: string) => {
    const [table = "", column = ""] = name.split(".");
    const of = after.tables.get(table);
    return of !== undefined && (column === "" || of.has(column));
  };
  const refusals = [...after.refusals].flatMap(([name, definition]) => {
    const [table = "", rule] = name.split(" ");
    if (!before.tables.has(table) || before.refusals.get(name) === definition) return [];
    return [`has ${table} refuse what ${rule} does not allow`];
  });
  const privileges = [...before.privileges]
    .filter((privilege) => !after.privileges.has(privilege))
    .filter((privilege) => stays(/ on (\S+) for /.exec(privilege)?.[1] ?? ""))
    .map((privilege) => `takes ${privilege}`);
  return [...columns, ...refusals, ...privileges].toSorted();
}

function changesOf(
  name: string,
  before: CatalogColumn | undefined,
  after: CatalogColumn,
): readonly string[] {
  const mayBeLeftOut = after.isNullable || after.hasDefault;
  if (!before) return mayBeLeftOut ? [] : [`has every insert name ${name}`];
  const wasLeftOut = before.isNullable || before.hasDefault;
  return [
    ...(before.type === after.type ? [] : [`changes ${name} from ${before.type} to ${after.type}`]),
    ...(before.isNullable && !after.isNullable ? [`has ${name} refuse null`] : []),
    ...(wasLeftOut && !mayBeLeftOut ? [`has every insert name ${name}`] : []),
  ];
}
