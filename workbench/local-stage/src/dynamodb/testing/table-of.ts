import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";

export const tableArnOf = (name: string) => `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`;

/** A table with the text key `id` and the time to live `expires`. */
export function tableOf(name: string, changes: Partial<TableDefinition> = {}): TableDefinition {
  return {
    logicalName: name,
    name,
    arn: tableArnOf(name),
    attributes: [{ name: "id", type: "S" }],
    key: [{ name: "id", keyType: "HASH" }],
    billingMode: "PAY_PER_REQUEST",
    readCapacityUnits: 0,
    writeCapacityUnits: 0,
    indexes: [],
    timeToLiveAttribute: "expires",
    streamEnabled: false,
    ...changes,
  };
}
