import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import { AwsError } from "../common/aws-error.ts";
import type { Permission } from "../common/operation.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import { conditionKeys } from "./condition-keys.ts";

/** The Plan's tables by both names that a request may use for them. */
export type TableDirectory = {
  /** @throws AwsError ResourceNotFoundException */
  find(nameOrArn: string): TableDefinition;
  /** The permissions of a request: the operation on each table in it, or on the index that it reads. */
  permissions(operation: string, input: Fields): readonly Permission[];
  /** The request with tables by name. @throws AwsError ResourceNotFoundException */
  withNames(operation: string, input: Fields): Fields;
};

/** Only these read an index; in other operations `IndexName` must not change the permissions. */
const indexReaders = ["Query", "Scan"];

export function createTableDirectory(
  tables: readonly TableDefinition[],
  account: { readonly region: string; readonly accountId: string },
): TableDirectory {
  const byEitherName = new Map(
    tables.flatMap((table) => [[table.name, table] as const, [table.arn, table] as const]),
  );
  const arnOf = (nameOrArn: string) =>
    nameOrArn.startsWith("arn:")
      ? nameOrArn
      : `arn:aws:dynamodb:${account.region}:${account.accountId}:table/${nameOrArn}`;

  function find(nameOrArn: string): TableDefinition {
    const table = byEitherName.get(nameOrArn);
    if (table) return table;
    throw new AwsError("ResourceNotFoundException", "Requested resource not found");
  }

  return {
    find,
    permissions(operation, input) {
      const readsIndex = indexReaders.includes(operation) && typeof input.IndexName === "string";
      const index = readsIndex ? `/index/${input.IndexName}` : "";
      return tableNamesIn(operation, input).map((name) => ({
        action: `dynamodb:${operation}`,
        resource: arnOf(name) + index,
        context: conditionKeys(operation, input, byEitherName.get(name)),
      }));
    },
    withNames(operation, input) {
      const names = tableNamesIn(operation, input);
      // Without a table the engine reports the error.
      if (names.length === 0) return input;
      if (!isBatch(operation)) return { ...input, TableName: find(String(names[0])).name };
      const named = names.map((name) => [find(name).name, (input.RequestItems as Fields)[name]]);
      return { ...input, RequestItems: Object.fromEntries(named) };
    },
  };
}

/** The tables of a request as it names them. */
export function tableNamesIn(
  operation: string,
  { TableName, RequestItems }: Fields,
): readonly string[] {
  if (isBatch(operation)) {
    return typeof RequestItems === "object" && RequestItems !== null
      ? Object.keys(RequestItems)
      : [];
  }
  return typeof TableName === "string" ? [TableName] : [];
}

function isBatch(operation: string): boolean {
  return operation.startsWith("Batch");
}
