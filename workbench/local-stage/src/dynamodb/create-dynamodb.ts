import { join } from "node:path";
import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import { AwsError } from "../common/aws-error.ts";
import type { Clock } from "../common/clock.ts";
import { createMutex } from "../common/mutex.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import { ConditionalCheckFailed } from "./conditional-check-failed.ts";
import { describeOperations } from "./describe-operations.ts";
import { dynamodbService } from "./dynamodb-service.ts";
import { type EngineOperation, engineOperations, openEngine } from "./engine.ts";
import { prepareTable } from "./prepare-table.ts";
import { createTableDirectory, tableNamesIn } from "./table-directory.ts";
import { createTimeToLive } from "./time-to-live.ts";

/** DynamoDB of one stage: the Plan's tables with their items in the stage's folder. Without tables its engine is not loaded. */
export type Dynamodb = {
  readonly service: AwsService;
  /** Ends running operations and closes the tables. */
  stop(): Promise<void>;
};

const writes: readonly EngineOperation[] = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
];

/** @throws StageStartError for a table that is not implemented here. */
export async function createDynamodb(options: {
  /** The stage's folder. */
  readonly directory: string;
  readonly tables: readonly TableDefinition[];
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Promise<Dynamodb> {
  const { tables, clock, log } = options;
  const directory = createTableDirectory(tables, options);
  if (tables.length === 0) return { service: dynamodbService({}), stop: async () => {} };
  const engine = await openEngine(join(options.directory, "dynamodb"));
  try {
    for (const table of tables) await prepareTable(engine, table, clock.nowMs(), log);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const runExclusive = createMutex();
  const timesToLive = new Map(
    tables.flatMap((table) => {
      const attribute = table.timeToLiveAttribute;
      if (attribute === undefined) return [];
      return [
        [table.name, createTimeToLive({ table, attribute, engine, runExclusive, clock })] as const,
      ];
    }),
  );
  for (const timeToLive of timesToLive.values()) timeToLive.start();

  /** Runs writes one at a time, so that the item of a failed condition is not changed before it is read. */
  async function write(operation: EngineOperation, input: Fields): Promise<Fields> {
    return await runExclusive(async () => {
      try {
        const output = await engine.run(operation, input);
        for (const name of tableNamesIn(operation, input)) {
          await timesToLive.get(name)?.written(operation, input);
        }
        return output;
      } catch (error) {
        throw await withItem(error, operation, input);
      }
    });
  }

  async function withItem(error: unknown, operation: EngineOperation, input: Fields) {
    const wanted = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
    if (!(error instanceof AwsError) || !wanted) return error;
    if (error.code !== "ConditionalCheckFailedException") return error;
    const { name: TableName, key } = directory.find(String(input.TableName));
    const holder = (operation === "PutItem" ? input.Item : input.Key) as Fields;
    const { Item } = await engine.run("GetItem", {
      TableName,
      Key: Object.fromEntries(key.map(({ name }) => [name, holder[name]])),
      ConsistentRead: true,
    });
    return Item ? new ConditionalCheckFailed(error.message, Item) : error;
  }

  const items = engineOperations.map((name): [string, Operation] => [
    name,
    {
      permissions: (input) => directory.permissions(name, readFields(input)),
      run(input) {
        const named = directory.withNames(name, readFields(input));
        return writes.includes(name) ? write(name, named) : engine.run(name, named);
      },
    },
  ]);
  return {
    service: dynamodbService({
      ...Object.fromEntries(items),
      ...describeOperations(directory, engine),
    }),
    async stop() {
      await Promise.all([...timesToLive.values()].map((timeToLive) => timeToLive.stop()));
      await runExclusive(() => engine.close());
    },
  };
}
