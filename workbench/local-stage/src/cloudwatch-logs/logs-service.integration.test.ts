import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  type DescribeLogGroupsCommandInput,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { functionNamed } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { serveServices, testAccountId, testRegion } from "../dynamodb/testing/serve-services.ts";
import { logsDirectory } from "../lambda/local-lambda.ts";
import { logsService } from "./logs-service.ts";

const logGroupName = "/aws/lambda/queue-consumer";
const resource = `arn:aws:logs:${testRegion}:${testAccountId}:log-group:${logGroupName}:*`;
const kept = [
  { timestampMs: 1_000, logStream: "a", line: "one m-1" },
  { timestampMs: 2_000, logStream: "a", line: "two m-2" },
  { timestampMs: 3_000, logStream: "b", line: "three m-1" },
];

async function openLogs(allowed = resource) {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-logs-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const text = kept.map((line) => `${JSON.stringify(line)}\n`).join("");
  mkdirSync(logsDirectory(directory));
  writeFileSync(join(logsDirectory(directory), "queue-consumer.jsonl"), `${text}{"timestampMs":4`);
  const consumer = functionNamed("queue-consumer");
  const declared = [{ name: "/aws/lambda/queue-consumer", retentionInDays: 7 }, { name: "/other" }];
  const service = logsService([consumer, functionNamed("silent")], declared, {
    directory,
    region: testRegion,
    accountId: testAccountId,
  });
  const statements = [
    { Action: ["logs:FilterLogEvents", "logs:DescribeLogGroups"], Resource: allowed },
  ];
  const client = new CloudWatchLogsClient(await serveServices({ logs: service }, statements));
  onTestFinished(() => client.destroy());
  return client;
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
test.each([
  ["everything", {}, ["one m-1", "two m-2", "three m-1"]],
  ["what a pattern matches", { filterPattern: '"m-1"' }, ["one m-1", "three m-1"]],
  ["a time, both ends included", { startTime: 2_000, endTime: 3_000 }, ["two m-2", "three m-1"]],
])("a function's log is searched for %s", async (_what, more, lines) => {
  const client = await openLogs();
  const { events } = await client.send(new FilterLogEventsCommand({ logGroupName, ...more }));
  expect(events?.map(({ message }) => message)).toEqual(lines);
  expect(events?.at(-1)).toMatchObject({ logStreamName: "b", timestamp: 3_000 });
});

test("results come in pages", async () => {
  const client = await openLogs();
  const pages: unknown[] = [];
  const pager = paginateFilterLogEvents({ client, pageSize: 2 }, { logGroupName });
  for await (const { events } of pager) pages.push(events?.map(({ message }) => message));
  expect(pages).toEqual([["one m-1", "two m-2"], ["three m-1"]]);
});

test("an event has the same id in every search", async () => {
  const client = await openLogs();
  const idsOf = async (more: object) => {
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName, ...more }));
    return events?.map(({ eventId }) => eventId);
  };
  const all = await idsOf({});
  expect(new Set(all).size).toBe(kept.length);
  expect(await idsOf({ startTime: 2_000 })).toEqual(all?.slice(1));
});

test("a function that has logged nothing has an empty log; an unknown group is not found", async () => {
  const client = await openLogs("*");
  const filter = (name: string) =>
    client.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }));
  expect((await filter("silent")).events).toEqual([]);
  const other = await client.send(new FilterLogEventsCommand({ logGroupName: "/other" }));
  expect(other.events).toEqual([]);
  await expect(filter("nobody")).rejects.toBeInstanceOf(ResourceNotFoundException);
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
test("IAM is asked about the log group", async () => {
  const client = await openLogs(resource.replace("queue-consumer", "other"));
  await expect(client.send(new FilterLogEventsCommand({ logGroupName }))).rejects.toThrow(
    /is not authorized to perform: logs:FilterLogEvents on resource: \S+:log-group:\/aws\/lambda\/queue-consumer:log-stream:/,
  );
});

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
test("log groups are listed by prefix, sorted by name, in pages", async () => {
  const client = await openLogs("*");
  const pages: unknown[] = [];
  const query = { logGroupNamePrefix: "/" };
  for await (const { logGroups } of paginateDescribeLogGroups({ client, pageSize: 2 }, query)) {
    pages.push(logGroups?.map(({ logGroupName: name }) => name));
  }
  expect(pages).toEqual([["/aws/lambda/queue-consumer", "/aws/lambda/silent"], ["/other"]]);
  const arn = `arn:aws:logs:${testRegion}:${testAccountId}:log-group:${logGroupName}`;
  expect((await describe(client, { logGroupNamePrefix: logGroupName })).logGroups).toEqual([
    {
      logGroupName,
      arn: `${arn}:*`,
      logGroupArn: arn,
      logGroupClass: "STANDARD",
      retentionInDays: 7,
    },
  ]);
  expect((await describe(client, {})).logGroups?.map((group) => group.logGroupName)).toContain(
    "aws/spans",
  );
  expect((await describe(client, { logGroupNamePrefix: "/none" })).logGroups).toEqual([]);
});

test.each([
  [{ limit: 51 }, /^1 validation error detected: Value '51' at 'limit'/],
  [{ nextToken: "other" }, /nextToken is invalid/],
  [{ logGroupNamePattern: "queue" }, /^not implemented here: logGroupNamePattern/],
])("log groups are not listed with %j", async (input, message) => {
  const client = await openLogs("*");
  await expect(describe(client, input)).rejects.toThrow(message);
});

// A grant on a log group does not list it: https://github.com/hashicorp/terraform-provider-aws/issues/8804
test("IAM is asked about a log group without a name, whatever the prefix", async () => {
  const query = { logGroupNamePrefix: logGroupName };
  await expect(describe(await openLogs(), query)).rejects.toThrow(
    /is not authorized to perform: logs:DescribeLogGroups on resource: \S+:log-group::log-stream:/,
  );
  const everyGroup = `arn:aws:logs:${testRegion}:${testAccountId}:log-group:*`;
  expect((await describe(await openLogs(everyGroup), query)).logGroups).toHaveLength(1);
});

function describe(client: CloudWatchLogsClient, input: DescribeLogGroupsCommandInput) {
  return client.send(new DescribeLogGroupsCommand(input));
}
