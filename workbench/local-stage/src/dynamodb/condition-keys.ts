import type { RequestContext } from "@stagecraft/iam/access-request";
import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import type { Fields } from "../endpoint/read-fields.ts";

/**
 * DynamoDB's condition keys of a request to one table.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function conditionKeys(
  operation: string,
  input: Fields,
  table: TableDefinition | undefined,
): RequestContext {
  return {
    ...leadingKeys(operation, input, table),
    ...(typeof input.Select === "string" ? { "dynamodb:Select": input.Select } : {}),
    ...(typeof input.ReturnValues === "string"
      ? { "dynamodb:ReturnValues": input.ReturnValues }
      : {}),
    ...(typeof input.ReturnConsumedCapacity === "string"
      ? { "dynamodb:ReturnConsumedCapacity": input.ReturnConsumedCapacity }
      : {}),
  };
}

function leadingKeys(operation: string, input: Fields, table: TableDefinition | undefined) {
  if (!table) return {};
  const hashKey = hashKeyOf(table, input.IndexName);
  const items = operation === "Query" ? [queried(input, hashKey)] : itemsIn(input, table);
  const values = items.flatMap((item) => Object.values(fieldsOf(fieldsOf(item)[hashKey])));
  return values.length > 0 ? { "dynamodb:LeadingKeys": values.map(String) } : {};
}

function hashKeyOf({ key, indexes }: TableDefinition, indexName: unknown): string {
  const index = indexes.find(({ name }) => name === indexName);
  return (index?.key ?? key).find(({ keyType }) => keyType === "HASH")?.name ?? "";
}

/** The items, or their keys, of a request on one or on several. */
function itemsIn({ Key, Item, RequestItems }: Fields, { name, arn }: TableDefinition) {
  const batch = fieldsOf(RequestItems)[name] ?? fieldsOf(RequestItems)[arn];
  const reads = listOf(fieldsOf(batch).Keys);
  const writes = listOf(batch).flatMap((entry) => {
    const { PutRequest, DeleteRequest } = fieldsOf(entry);
    return [fieldsOf(PutRequest).Item, fieldsOf(DeleteRequest).Key];
  });
  return [Key, Item, ...reads, ...writes];
}

/** The value of the hash key in a query, which is always compared for equality. */
function queried(input: Fields, hashKey: string): Fields {
  const legacy = listOf(fieldsOf(fieldsOf(input.KeyConditions)[hashKey]).AttributeValueList);
  if (legacy.length > 0) return { [hashKey]: legacy[0] };
  const names = fieldsOf(input.ExpressionAttributeNames);
  const values = fieldsOf(input.ExpressionAttributeValues);
  const equals = String(input.KeyConditionExpression ?? "").matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g);
  for (const [, name = "", value = ""] of equals) {
    if ((names[name] ?? name) === hashKey) return { [hashKey]: values[value] };
  }
  return {};
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
