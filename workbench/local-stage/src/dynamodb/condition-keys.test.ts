import { expect, test } from "vitest";
import { conditionKeys } from "./condition-keys.ts";
import { tableOf } from "./testing/table-of.ts";

const table = tableOf("tokens");
const [{ name: hash } = { name: "" }] = table.key;
const one = { [hash]: { S: "ana" } };
const two = { [hash]: { S: "bob" } };
const names = { "#k": hash };
const values = { ":v": { S: "ana" } };
const leading = (...keys: string[]) => ({ "dynamodb:LeadingKeys": keys });

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
test.each([
  ["GetItem", { Key: one }, leading("ana")],
  [
    "PutItem",
    { Item: one, ReturnValues: "NONE" },
    { ...leading("ana"), "dynamodb:ReturnValues": "NONE" },
  ],
  [
    "Query",
    {
      KeyConditionExpression: "#k = :v",
      Select: "COUNT",
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
    { ...leading("ana"), "dynamodb:Select": "COUNT" },
  ],
  [
    "Query",
    { KeyConditions: { [hash]: { AttributeValueList: [{ S: "ana" }], ComparisonOperator: "EQ" } } },
    leading("ana"),
  ],
  ["BatchGetItem", { RequestItems: { tokens: { Keys: [one, two] } } }, leading("ana", "bob")],
  [
    "BatchWriteItem",
    {
      RequestItems: {
        tokens: [{ PutRequest: { Item: one } }, { DeleteRequest: { Key: two } }],
        other: [{ PutRequest: { Item: { [hash]: { S: "eve" } } } }],
      },
    },
    leading("ana", "bob"),
  ],
  ["Scan", {}, {}],
  ["GetItem", { Key: "no key" }, {}],
])("%s of %j has the keys %j", (operation, input, keys) => {
  expect(conditionKeys(operation, input, table)).toEqual(keys);
});

test("a table that is not in the Plan has no known keys", () => {
  expect(conditionKeys("GetItem", { Key: one }, undefined)).toEqual({});
});
