import { expect, test } from "vitest";
import { fillArnFormat, hasArnFormat } from "./arn-format.ts";

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are ARN formats of the Service Authorization Reference */
const formats = {
  bucket: "arn:${Partition}:s3:::${BucketName}",
  object: "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
  queue: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
  role: "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}",
  logGroup: "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}",
  logStream:
    "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}",
  function: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}",
  alias: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}",
  table: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
  index: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}",
  secret: "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}",
  apis: "arn:${Partition}:apigateway:${Region}::/apis",
  // No variable is the last, and `*` stands for itself.
  endpoint: "arn:${Partition}:dms:${Region}:${Account}:endpoint:*",
};
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are ARN formats */

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#resources_table
test.each<[string, readonly (keyof typeof formats)[]]>([
  ["arn:aws:s3:::files", ["bucket"]],
  ["arn:aws:s3:::files/in/a:b.csv", ["object"]],
  ["arn:aws:s3:::files/*", ["object"]],
  ["arn:aws:s3:::*/a.csv", []],
  [arn("sqs", "letters"), ["queue"]],
  [arn("sqs", "l*"), ["queue"]],
  ["arn:aws:sqs:*:*:letters", []],
  ["arn:aws:iam::123456789012:role/service-role/jobs", ["role"]],
  [arn("logs", "log-group:/aws/lambda/jobs"), ["logGroup"]],
  [arn("logs", "log-group:/aws/lambda/jobs:log-stream:2026/11/23/[$LATEST]0a"), ["logStream"]],
  [arn("logs", "log-group:*:log-stream:a"), []],
  [arn("lambda", "function:jobs"), ["function"]],
  [arn("lambda", "function:jobs:live"), ["alias"]],
  [arn("dynamodb", "table/orders"), ["table"]],
  [arn("dynamodb", "table/orders/index/by-day"), ["index"]],
  [arn("secretsmanager", "secret:shop/database-a1b2c3"), ["secret"]],
  ["arn:aws:apigateway:eu-west-1::/apis", ["apis"]],
  [arn("dms", "endpoint:*"), ["endpoint"]],
])("%s has the formats %j", (given, expected) => {
  const found = Object.entries(formats).filter(([, format]) => hasArnFormat(given, format));
  expect(found.map(([name]) => name)).toEqual(expected);
});

test("a format is filled with the account, the region and a name", () => {
  const place = { region: "eu-west-1", accountId: "123456789012" };
  expect(fillArnFormat(formats.queue, place)).toBe(arn("sqs", "*"));
  expect(fillArnFormat(formats.index, place, "a")).toBe(arn("dynamodb", "table/a/index/a"));
});
