import {
  all,
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
  when,
} from "./constraint.ts";

export const kinesisConstraints: ServiceConstraints = {
  "aws:kinesis/stream:Stream": {
    page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
    properties: {
      name: matching(
        "[a-zA-Z0-9_.-]{1,128}",
        "1 to 128 letters, digits, underscores, dots and hyphens",
      ),
      shardCount: integer(1),
      retentionPeriod: {
        ...integer(24, 8_760),
        page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html",
      },
      encryptionType: enumOf("NONE", "KMS"),
      kmsKeyId: text(1, 2_048),
      streamModeDetails: {
        required: ["streamMode"],
        properties: { streamMode: enumOf("PROVISIONED", "ON_DEMAND") },
      },
      maxRecordSizeInKib: integer(1_024, 10_240),
      tags,
    },
    rules: [
      {
        ...when(is("encryptionType", "KMS"), has("kmsKeyId")),
        description: "encryption with KMS needs a key",
      },
      {
        ...when(
          all(
            has("streamModeDetails"),
            property("streamModeDetails", is("streamMode", "ON_DEMAND")),
          ),
          hasNone("shardCount"),
          has("shardCount"),
        ),
        description: "a provisioned stream needs a shard count, an on-demand stream has none",
      },
    ],
  },
};
