/// <reference path="./dynalite.d.ts" />
import { quotas } from "@stagecraft/plan/quotas";
import type { Done, Store } from "dynalite/db/index.js";
import { AwsError } from "../common/aws-error.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { TableRecord } from "./table-record.ts";
import { type Item, itemError } from "./validate-item.ts";

/** The operations that the engine runs, by dynalite's file names. */
const operations = {
  GetItem: "getItem",
  PutItem: "putItem",
  UpdateItem: "updateItem",
  DeleteItem: "deleteItem",
  Query: "query",
  Scan: "scan",
  BatchGetItem: "batchGetItem",
  BatchWriteItem: "batchWriteItem",
} as const;

export type EngineOperation = keyof typeof operations;

export const engineOperations = Object.keys(operations) as EngineOperation[];

/** Tables and items on disk, with DynamoDB's rules. What was answered survives the end of the process. */
export type Engine = {
  /** @throws AwsError for what DynamoDB would refuse. */
  run(operation: EngineOperation, input: object): Promise<Fields>;
  tableOf(name: string): Promise<TableRecord | undefined>;
  putTable(record: TableRecord): Promise<void>;
  removeItems(tableName: string): Promise<void>;
  removeIndex(tableName: string, scope: IndexScope, indexName: string): Promise<void>;
  /** Writes every item's index entries again. */
  fillIndexes(record: TableRecord): Promise<void>;
  close(): Promise<void>;
};

export type IndexScope = "Local" | "Global";

type Loaded = {
  readonly types: object;
  readonly custom: unknown;
  readonly act: (store: Store, input: object, done: Done<Fields>) => void;
};

/** DynamoDB's limit: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const maximumItemKb = quotas.dynamodb.itemBytes.value / 1_024;

/**
 * Opens (or makes) the tables in `directory`. dynalite is loaded here and used without its HTTP server: a second port
 * would bypass IAM.
 */
export async function openEngine(directory: string): Promise<Engine> {
  const { create, updateIndexes } = await openLibrary();
  const { checkTypes, checkValidations } = await import("dynalite/validations/index.js");
  const loaded = new Map(
    await Promise.all(
      Object.entries(operations).map(async ([name, file]) => {
        const { types, custom } = await import(`dynalite/validations/${file}.js`);
        const { default: act } = await import(`dynalite/actions/${file}.js`);
        return [name, { types, custom, act } as Loaded] as const;
      }),
    ),
  );
  const store = create({ path: directory, maxItemSizeKb: maximumItemKb });
  await store.db.open();
  readSynchronously(store.db);

  /** Checks every item of a put or a batch before the first is written. */
  async function checkPuts(operation: EngineOperation, input: Fields) {
    for (const [tableName, item] of itemsIn(operation, input)) {
      const table = await tableOf(tableName);
      const error = table && itemError(table, item, "put");
      if (error) throw error;
    }
  }

  async function tableOf(name: string): Promise<TableRecord | undefined> {
    try {
      return await answer<TableRecord>((done) => store.tableDb.get(name, done as Done));
    } catch (error) {
      if ((error as Error).name === "NotFoundError") return undefined;
      throw error;
    }
  }

  return {
    async run(operation, input) {
      const { types, custom, act } = loaded.get(operation) as Loaded;
      try {
        // dynalite removes fields that it does not know from the object.
        const checked = checkTypes(structuredClone(input), types);
        checkValidations(checked, types, custom, store);
        await checkPuts(operation, checked as Fields);
        const output = await answer<Fields>((done) => act(store, checked, done));
        return operation === "UpdateItem" ? withoutEmptyAttributes(output) : output;
      } catch (error) {
        throw awsErrorOf(error);
      }
    },
    tableOf,
    putTable: (record) => answer((done) => store.tableDb.put(record.TableName, record, done)),
    removeItems: (tableName) => answer((done) => store.deleteItemDb(tableName, done)),
    removeIndex: (tableName, scope, indexName) =>
      answer((done) => store.deleteIndexDb(scope, tableName, indexName, done)),
    async fillIndexes(record) {
      for await (const item of store.getItemDb(record.TableName).createValueStream({})) {
        await answer((done) => updateIndexes(store, record, undefined, item, done));
      }
    },
    close: () => store.lifecycleManager.gracefulClose(),
  };
}

let library: Promise<typeof import("dynalite/db/index.js").default> | undefined;

/** dynalite's database. Before the indexes of an updated item are written, the item is checked. */
function openLibrary() {
  library ??= import("dynalite/db/index.js").then(({ default: database }) => {
    const { updateIndexes } = database;
    database.updateIndexes = (store, table, existing, item, done) => {
      const error = item && itemError(table, item, "update");
      if (error) done(error);
      else updateIndexes(store, table, existing, item, done);
    };
    return database;
  });
  return library;
}

/** Reads at once: most values are in the memory of LevelDB, and a round through another thread costs several times the read. */
function readSynchronously(db: Store["db"]) {
  db.get = (key, done) => {
    try {
      setImmediate(done, null, db.getSync(key));
    } catch (error) {
      setImmediate(done, error);
    }
  };
}

/** The items that an operation puts, each with its table. */
function itemsIn(operation: EngineOperation, input: Fields): readonly (readonly [string, Item])[] {
  if (operation === "PutItem") return [[String(input.TableName), input.Item as Item]];
  if (operation !== "BatchWriteItem") return [];
  const tables = input.RequestItems as {
    readonly [table: string]: readonly { readonly PutRequest?: { readonly Item: Item } }[];
  };
  return Object.entries(tables).flatMap(([tableName, requests]) =>
    requests.flatMap(({ PutRequest }) =>
      PutRequest ? [[tableName, PutRequest.Item] as const] : [],
    ),
  );
}

/** DynamoDB has no Attributes where the wanted ones do not exist, such as removed ones. */
function withoutEmptyAttributes({ Attributes, ...output }: Fields): Fields {
  return Attributes && Object.keys(Attributes).length > 0 ? { ...output, Attributes } : output;
}

function answer<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => {
      if (error) reject(error);
      else resolve(value as T);
    });
  });
}

/** dynalite returns an error as the body that DynamoDB would send. */
function awsErrorOf(error: unknown): unknown {
  const { body, statusCode } = error as {
    body?: { __type: string; message?: string; Message?: string };
    statusCode?: number;
  };
  if (!body || !statusCode) return error;
  const code = body.__type.slice(body.__type.indexOf("#") + 1);
  return new AwsError(code, body.message ?? body.Message ?? "", { status: statusCode });
}
