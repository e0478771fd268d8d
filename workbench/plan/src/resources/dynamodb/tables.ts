import type { Json, Plan, Resource } from "../../plan.ts";
import {
  isObject,
  numberOf,
  objectOf,
  ownName,
  resourcesOf,
  textOf,
  texts,
} from "../../resources.ts";
import type { KeyElement, TableDefinition, TableIndexDefinition } from "./table-definition.ts";

/** Every DynamoDB table of the Plan. Defaults are DynamoDB's own. */
export function tablesOf(plan: Plan): readonly TableDefinition[] {
  return resourcesOf(plan, "aws:dynamodb/table:Table").map((table) => {
    const key = keyOf(table.inputs);
    const perRequest = table.inputs.billingMode === "PAY_PER_REQUEST";
    return {
      logicalName: ownName(table),
      name: textOf(table, "name"),
      arn: textOf(table, "arn"),
      attributes: objects(table.inputs.attributes).map(({ name, type }) => ({
        name: String(name),
        type: type as "S" | "N" | "B",
      })),
      key,
      billingMode: perRequest ? "PAY_PER_REQUEST" : "PROVISIONED",
      readCapacityUnits: perRequest ? 0 : numberOf(table, "readCapacity", 1),
      writeCapacityUnits: perRequest ? 0 : numberOf(table, "writeCapacity", 1),
      indexes: [
        ...objects(table.inputs.globalSecondaryIndexes).map((index) =>
          indexOf(index, "global", keyOf(index)),
        ),
        ...objects(table.inputs.localSecondaryIndexes).map((index) =>
          indexOf(index, "local", [...key.slice(0, 1), ...keyOf(index)]),
        ),
      ],
      ...timeToLive(table),
      streamEnabled: table.inputs.streamEnabled === true,
    };
  });
}

type Fields = { readonly [name: string]: Json };

function objects(value: Json | undefined): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A key is given as `hashKey` and `rangeKey`, or as a list for a key of several attributes. */
function keyOf(fields: Fields): readonly KeyElement[] {
  const listed = objects(fields.keySchemas).map(({ attributeName, keyType }) => ({
    name: String(attributeName),
    keyType: keyType as KeyElement["keyType"],
  }));
  return [
    ...listed,
    ...(typeof fields.hashKey === "string"
      ? [{ name: fields.hashKey, keyType: "HASH" as const }]
      : []),
    ...(typeof fields.rangeKey === "string"
      ? [{ name: fields.rangeKey, keyType: "RANGE" as const }]
      : []),
  ];
}

function indexOf(
  fields: Fields,
  scope: TableIndexDefinition["scope"],
  key: readonly KeyElement[],
): TableIndexDefinition {
  return {
    name: String(fields.name),
    scope,
    key,
    projectionType: (fields.projectionType ?? "ALL") as TableIndexDefinition["projectionType"],
    nonKeyAttributes: texts(fields.nonKeyAttributes),
  };
}

function timeToLive(table: Resource) {
  const { attributeName, enabled } = objectOf(table, "ttl");
  return typeof attributeName === "string" && attributeName !== "" && enabled !== false
    ? { timeToLiveAttribute: attributeName }
    : {};
}
