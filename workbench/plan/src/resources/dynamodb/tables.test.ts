import { expect, test } from "vitest";
import type { Json, Plan } from "../../plan.ts";
import { tablesOf } from "./tables.ts";

const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/tokens";

function tableOf(inputs: { [key: string]: Json }) {
  const resource = {
    type: "aws:dynamodb/table:Table",
    name: "TokensTable",
    parent: "Tokens",
    dependsOn: [],
    inputs: { name: "tokens", ...inputs },
    outputs: { arn },
  };
  return tablesOf({ resources: [resource] } as Partial<Plan> as Plan)[0];
}

test("a table is read with its key, its indexes and its time to live", () => {
  const table = tableOf({
    attributes: [
      { name: "id", type: "S" },
      { name: "at", type: "N" },
      { name: "owner", type: "S" },
    ],
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    rangeKey: "at",
    ttl: { attributeName: "expires", enabled: true },
    globalSecondaryIndexes: [
      { name: "byOwner", hashKey: "owner", projectionType: "INCLUDE", nonKeyAttributes: ["note"] },
    ],
    localSecondaryIndexes: [{ name: "byNote", rangeKey: "owner", projectionType: "KEYS_ONLY" }],
  });
  expect(table).toEqual({
    logicalName: "Tokens",
    name: "tokens",
    arn,
    attributes: [
      { name: "id", type: "S" },
      { name: "at", type: "N" },
      { name: "owner", type: "S" },
    ],
    key: [
      { name: "id", keyType: "HASH" },
      { name: "at", keyType: "RANGE" },
    ],
    billingMode: "PAY_PER_REQUEST",
    readCapacityUnits: 0,
    writeCapacityUnits: 0,
    indexes: [
      {
        name: "byOwner",
        scope: "global",
        key: [{ name: "owner", keyType: "HASH" }],
        projectionType: "INCLUDE",
        nonKeyAttributes: ["note"],
      },
      {
        name: "byNote",
        scope: "local",
        key: [
          { name: "id", keyType: "HASH" },
          { name: "owner", keyType: "RANGE" },
        ],
        projectionType: "KEYS_ONLY",
        nonKeyAttributes: [],
      },
    ],
    timeToLiveAttribute: "expires",
    streamEnabled: false,
  });
});

test("disabled time to live is left out", () => {
  const table = tableOf({
    attributes: [{ name: "id", type: "S" }],
    hashKey: "id",
    ttl: { attributeName: "expires", enabled: false },
  });
  expect(table).not.toHaveProperty("timeToLiveAttribute");
  expect(table).toMatchObject({ billingMode: "PROVISIONED", readCapacityUnits: 1 });
});
