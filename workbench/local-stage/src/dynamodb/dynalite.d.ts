/** The parts of dynalite that the engine uses; the package has no types of its own. */
declare module "dynalite/db/index.js" {
  export type Done<T = unknown> = (error: unknown, value?: T) => void;
  export type Item = { readonly [attribute: string]: { readonly [type: string]: unknown } };
  export type Area = {
    put(key: string, value: unknown, done: Done<void>): void;
    get(key: string, done: Done): void;
    createValueStream(options: object): AsyncIterable<Item>;
  };
  export type Store = {
    readonly db: {
      open(): Promise<void>;
      get(key: string, done: Done): void;
      /** Undefined when there is none. */
      getSync(key: string): unknown;
    };
    readonly tableDb: Area;
    readonly lifecycleManager: { gracefulClose(): Promise<void> };
    getItemDb(tableName: string): Area;
    deleteItemDb(tableName: string, done: Done<void>): void;
    deleteIndexDb(scope: string, tableName: string, indexName: string, done: Done<void>): void;
  };
  type Database = {
    create(options: { path: string; maxItemSizeKb: number }): Store;
    /** `item` is null when it is deleted. */
    updateIndexes: (
      store: Store,
      table: import("./table-record.ts").TableRecord,
      existing: Item | undefined,
      item: Item | null,
      done: Done<void>,
    ) => void;
  };
  const database: Database;
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default database;
}

declare module "dynalite/validations/index.js" {
  export function checkTypes(input: object, types: object): object;
  export function checkValidations(
    input: object,
    types: object,
    custom: unknown,
    store: import("dynalite/db/index.js").Store,
  ): void;
}
