import {
  arn,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const indexName = matching(
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
      projectionType: enumOf("ALL", "KEYS_ONLY", "INCLUDE"),
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
          properties: { name: text(1, 255), type: enumOf("S", "N", "B") },
        },
      },
      hashKey: text(1, 255),
      rangeKey: text(1, 255),
      billingMode: enumOf("PROVISIONED", "PAY_PER_REQUEST"),
      readCapacity: integer(1),
      writeCapacity: integer(1),
      globalSecondaryIndexes: { ...index, maxItems: 20 },
      localSecondaryIndexes: { ...index, maxItems: 5 },
      streamViewType: enumOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
      tableClass: enumOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
      pointInTimeRecovery: { properties: { recoveryPeriodInDays: integer(1, 35) } },
      serverSideEncryption: { properties: { kmsKeyArn: arn("kms") } },
      ttl: { properties: { attributeName: text(1, 255) } },
      restoreSourceName: unconstrained,
      tags,
    },
    rules: [
      {
        ...when(
          is("billingMode", "PAY_PER_REQUEST"),
          hasNone("readCapacity", "writeCapacity"),
          has("readCapacity", "writeCapacity"),
        ),
        description:
          "a provisioned table needs read and write capacity, an on-demand table has none",
      },
      {
        ...when(is("streamEnabled", true), has("streamViewType")),
        description: "a stream needs streamViewType",
      },
      {
        ...when(property("ttl", is("enabled", true)), property("ttl", has("attributeName"))),
        description: "time to live needs the name of its attribute",
      },
    ],
  },
};
