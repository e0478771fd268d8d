import { enumOf, has, matching, type ServiceConstraints, tags } from "./constraint.ts";

const name = "[\\w./#-]";

export const logsConstraints: ServiceConstraints = {
  "aws:cloudwatch/logGroup:LogGroup": {
    page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
    properties: {
      name: matching(`${name}{1,512}`, "1 to 512 letters, digits and _-/.#"),
      // Pulumi adds 26 digits to it.
      namePrefix: matching(`${name}{1,486}`, "1 to 486 letters, digits and _-/.#"),
      retentionInDays: {
        ...enumOf(
          ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
          ...[2192, 2557, 2922, 3288, 3653],
        ),
        page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
      },
      kmsKeyId: { maxLength: 256 },
      logGroupClass: enumOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
      tags,
    },
    rules: [
      {
        not: has("name", "namePrefix"),
        description: "a log group has a name or a name prefix, not both",
      },
    ],
  },
};
