import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import { StageStartError } from "../stage/stage-start-error.ts";
import type { Engine, IndexScope } from "./engine.ts";
import { type IndexRecord, type TableRecord, tableRecord } from "./table-record.ts";

/**
 * Changes one table to what the Plan says, as a deploy does: with another key it is created again and empty, and a new
 * index is filled from the existing items. Lost items are logged.
 * @throws StageStartError for a table with a stream or with an index key of several attributes.
 */
export async function prepareTable(
  engine: Engine,
  table: TableDefinition,
  nowMs: number,
  log: (line: string) => void,
): Promise<void> {
  refuse(table);
  const before = await engine.tableOf(table.name);
  const wanted = tableRecord(table, nowMs);
  if (!before) return engine.putTable(wanted);

  const replaced = keyOf(before) !== keyOf(wanted);
  if (replaced) {
    log(`the table ${table.logicalName} has another key: it is created again, without its items`);
    await engine.removeItems(table.name);
  }
  const { TableId, CreationDateTime } = replaced ? wanted : before;
  const record = { ...wanted, TableId, CreationDateTime };
  const haveSameIndexes = indexesOf(before) === indexesOf(wanted);
  if (replaced || !haveSameIndexes) await removeIndexes(engine, before);
  await engine.putTable(record);
  if (!replaced && !haveSameIndexes) await engine.fillIndexes(record);
}

function refuse({ logicalName, streamEnabled, indexes }: TableDefinition) {
  if (streamEnabled) {
    throw new StageStartError(
      `The table ${logicalName} has a stream, and streams of tables are not implemented here. Take \`stream\` off the table in infra/.`,
    );
  }
  for (const { name, key } of indexes) {
    for (const keyType of ["HASH", "RANGE"]) {
      if (key.filter((element) => element.keyType === keyType).length < 2) continue;
      throw new StageStartError(
        `The index ${name} of the table ${logicalName} has several ${keyType} attributes, which is not implemented here. Use one attribute that joins them.`,
      );
    }
  }
}

/** What cannot change in an existing table. */
function keyOf({ KeySchema, AttributeDefinitions }: TableRecord): string {
  return JSON.stringify(
    KeySchema.map(({ AttributeName, KeyType }) => [
      AttributeName,
      KeyType,
      AttributeDefinitions.find((attribute) => attribute.AttributeName === AttributeName)
        ?.AttributeType,
    ]),
  );
}

function indexesOf(record: TableRecord): string {
  return JSON.stringify(
    [...scopedIndexes(record)].map(({ scope, index }) => [
      scope,
      index.IndexName,
      index.KeySchema,
      index.Projection,
      record.AttributeDefinitions.filter(({ AttributeName }) =>
        index.KeySchema.some((key) => key.AttributeName === AttributeName),
      ),
    ]),
  );
}

async function removeIndexes(engine: Engine, record: TableRecord) {
  for (const { scope, index } of scopedIndexes(record)) {
    await engine.removeIndex(record.TableName, scope, index.IndexName);
  }
}

function* scopedIndexes({
  GlobalSecondaryIndexes = [],
  LocalSecondaryIndexes = [],
}: TableRecord): Generator<{ scope: IndexScope; index: IndexRecord }> {
  for (const index of GlobalSecondaryIndexes) yield { scope: "Global", index };
  for (const index of LocalSecondaryIndexes) yield { scope: "Local", index };
}
