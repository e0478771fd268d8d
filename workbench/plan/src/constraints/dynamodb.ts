import {
  arn,
  free,
  has,
  hasNone,
  integer,
  is,
  its,
  like,
  oneOf,
  type ServiceConstraints,
  tags,
  text,
  when,
} from "./constraint.ts";

const indexName = like(
  "[a-zA-Z0-9_.-]{3,255}",
  "3 to 255 letters, digits, underscores, dots and hyphens",
);

const index = {
  type: "array",
  items: {
    required: ["name", "projectionType"],
    properties: {
      name: indexName,
      hashKey: text(1, 255),
      rangeKey: text(1, 255),
      projectionType: oneOf("ALL", "KEYS_ONLY", "INCLUDE"),
      nonKeyAttributes: { type: "array", minItems: 1, maxItems: 20, items: text(1, 255) },
      readCapacity: integer(1),
      writeCapacity: integer(1),
    },
  },
} as const;

export const dynamodbConstraints: ServiceConstraints = {
  "aws:dynamodb/table:Table": {
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
    properties: {
      name: {
        ...indexName,
        page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
      },
      attributes: {
        type: "array",
        minItems: 1,
        items: {
          required: ["name", "type"],
          properties: { name: text(1, 255), type: oneOf("S", "N", "B") },
        },
      },
      hashKey: text(1, 255),
      rangeKey: text(1, 255),
      billingMode: oneOf("PROVISIONED", "PAY_PER_REQUEST"),
      readCapacity: integer(1),
      writeCapacity: integer(1),
      globalSecondaryIndexes: { ...index, maxItems: 20 },
      localSecondaryIndexes: { ...index, maxItems: 5 },
      streamViewType: oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
      tableClass: oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
      pointInTimeRecovery: { properties: { recoveryPeriodInDays: integer(1, 35) } },
      serverSideEncryption: { properties: { kmsKeyArn: arn("kms") } },
      ttl: { properties: { attributeName: text(1, 255) } },
      restoreSourceName: free,
      tags,
    },
    together: [
      {
        ...when(
          is("billingMode", "PAY_PER_REQUEST"),
          hasNone("readCapacity", "writeCapacity"),
          has("readCapacity", "writeCapacity"),
        ),
        says: "a provisioned table needs read and write capacity, one that is paid for per request has none",
      },
      {
        ...when(is("streamEnabled", true), has("streamViewType")),
        says: "a stream needs what it shows: streamViewType",
      },
      {
        ...when(its("ttl", is("enabled", true)), its("ttl", has("attributeName"))),
        says: "time to live needs the name of its attribute",
      },
    ],
  },
};
