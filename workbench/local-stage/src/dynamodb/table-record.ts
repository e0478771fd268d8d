import { randomUUID } from "node:crypto";
import type {
  KeyElement,
  TableDefinition,
  TableIndexDefinition,
} from "@stagecraft/plan/resources/dynamodb/table-definition";

/** A table as DescribeTable returns it and the engine stores it. */
export type TableRecord = {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableId: string;
  readonly TableStatus: "ACTIVE";
  /** Seconds since the epoch. */
  readonly CreationDateTime: number;
  readonly ItemCount: 0;
  readonly TableSizeBytes: 0;
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: "S" | "N" | "B";
  }[];
  readonly KeySchema: readonly KeyRecord[];
  readonly ProvisionedThroughput: Throughput;
  readonly BillingModeSummary?: { readonly BillingMode: "PAY_PER_REQUEST" };
  readonly GlobalSecondaryIndexes?: readonly IndexRecord[];
  readonly LocalSecondaryIndexes?: readonly IndexRecord[];
};

type KeyRecord = { readonly AttributeName: string; readonly KeyType: "HASH" | "RANGE" };

type Throughput = {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
  readonly NumberOfDecreasesToday: 0;
};

export type IndexRecord = {
  readonly IndexName: string;
  readonly IndexArn: string;
  readonly KeySchema: readonly KeyRecord[];
  readonly Projection: {
    readonly ProjectionType: string;
    readonly NonKeyAttributes?: readonly string[];
  };
  readonly ItemCount: 0;
  readonly IndexSizeBytes: 0;
  /** Global indexes only. */
  readonly IndexStatus?: "ACTIVE";
  readonly ProvisionedThroughput?: Throughput;
};

/** A new table of the Plan's definition. */
export function tableRecord(table: TableDefinition, nowMs: number): TableRecord {
  const throughput: Throughput = {
    ReadCapacityUnits: table.readCapacityUnits,
    WriteCapacityUnits: table.writeCapacityUnits,
    NumberOfDecreasesToday: 0,
  };
  const global = table.indexes.filter(({ scope }) => scope === "global");
  const local = table.indexes.filter(({ scope }) => scope === "local");
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: randomUUID(),
    TableStatus: "ACTIVE",
    CreationDateTime: nowMs / 1_000,
    ItemCount: 0,
    TableSizeBytes: 0,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: keyRecords(table.key),
    ProvisionedThroughput: throughput,
    ...(table.billingMode === "PAY_PER_REQUEST"
      ? { BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } }
      : {}),
    ...(global.length > 0
      ? {
          GlobalSecondaryIndexes: global.map((index) => ({
            ...indexRecord(table, index),
            IndexStatus: "ACTIVE" as const,
            ProvisionedThroughput: throughput,
          })),
        }
      : {}),
    ...(local.length > 0
      ? { LocalSecondaryIndexes: local.map((index) => indexRecord(table, index)) }
      : {}),
  };
}

function indexRecord(table: TableDefinition, index: TableIndexDefinition): IndexRecord {
  return {
    IndexName: index.name,
    IndexArn: `${table.arn}/index/${index.name}`,
    KeySchema: keyRecords(index.key),
    Projection: {
      ProjectionType: index.projectionType,
      ...(index.nonKeyAttributes.length > 0 ? { NonKeyAttributes: index.nonKeyAttributes } : {}),
    },
    ItemCount: 0,
    IndexSizeBytes: 0,
  };
}

function keyRecords(key: readonly KeyElement[]): readonly KeyRecord[] {
  return key.map(({ name, keyType }) => ({ AttributeName: name, KeyType: keyType }));
}
