import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  paginateListSchedules,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
  ValidationException,
} from "@aws-sdk/client-scheduler";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { expect, onTestFinished, test } from "vitest";
import {
  type Statement,
  serveServices,
  testAccountId,
  testRegion,
} from "../dynamodb/testing/serve-services.ts";
import type { Authority } from "../iam/authority.ts";
import { settingsInMemory } from "../stage/testing/settings-in-memory.ts";
import { schedulerService } from "./scheduler-service.ts";
import { openStageSchedule } from "./stage-schedule.ts";
import { scheduleNamed } from "./testing/schedule-named.ts";

const arnOf = (name: string) => `arn:aws:scheduler:${testRegion}:${testAccountId}:schedule/${name}`;
const roleArn = `arn:aws:iam::${testAccountId}:role/reminders`;
const createdAtMs = Date.UTC(2026, 10, 20, 10);
const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0, 500);

const everything: readonly Statement[] = [
  { Action: "scheduler:*", Resource: "*" },
  { Action: "iam:PassRole", Resource: "*" },
];

async function open(
  planned: readonly ScheduleDefinition[] = [scheduleNamed("hourly")],
  statements = everything,
) {
  const changed: string[] = [];
  const context = {
    settings: settingsInMemory,
    creationTimes: () => createdAtMs,
    nowMs: () => nowMs,
  };
  const trusts: Authority["trusts"] = (role) =>
    role === roleArn
      ? { allowed: true }
      : { allowed: false, message: "no", explanation: "no trust policy" };
  const service = schedulerService({
    schedules: planned.map((definition) => openStageSchedule(definition, context)),
    groups: ["default", "empty", "nightly"],
    account: { region: testRegion, accountId: testAccountId },
    authority: { trusts },
    onChange: (schedule) => changed.push(schedule.definition().name),
  });
  const client = new SchedulerClient(await serveServices({ scheduler: service }, statements));
  onTestFinished(() => client.destroy());
  const get = (Name: string, GroupName?: string) =>
    client.send(new GetScheduleCommand({ Name, GroupName }));
  const update = (input: UpdateScheduleCommandInput) =>
    client.send(new UpdateScheduleCommand(input));
  const names = async (input: ListSchedulesCommandInput) => {
    const { Schedules = [] } = await client.send(new ListSchedulesCommand(input));
    return Schedules.map(({ Name }) => Name);
  };
  return { client, changed, get, update, names };
}

/** What UpdateSchedule needs to leave everything as GetSchedule has answered it. */
function whole({
  $metadata,
  Arn,
  CreationDate,
  LastModificationDate,
  Name,
  ScheduleExpression,
  Target,
  FlexibleTimeWindow,
  ...rest
}: GetScheduleCommandOutput): UpdateScheduleCommandInput {
  return { ...rest, Name, ScheduleExpression, Target, FlexibleTimeWindow };
}

const required = {
  Name: "hourly",
  ScheduleExpression: "rate(2 hours)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: {
    Arn: `arn:aws:lambda:${testRegion}:${testAccountId}:function:remind`,
    RoleArn: roleArn,
  },
} satisfies UpdateScheduleCommandInput;

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
test("a schedule is read with all that it has", async () => {
  const { get } = await open();
  const { $metadata, ...schedule } = await get("hourly");
  expect(schedule).toEqual({
    Arn: arnOf("default/hourly"),
    Name: "hourly",
    GroupName: "default",
    State: "ENABLED",
    Description: "sends reminders",
    ScheduleExpression: "rate(1 hour)",
    ScheduleExpressionTimezone: "Europe/Berlin",
    ActionAfterCompletion: "NONE",
    FlexibleTimeWindow: { Mode: "OFF" },
    CreationDate: new Date(createdAtMs),
    LastModificationDate: new Date(createdAtMs),
    Target: {
      Arn: `arn:aws:lambda:${testRegion}:${testAccountId}:function:remind`,
      RoleArn: roleArn,
      Input: '{"of":"today"}',
      RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3_600 },
      DeadLetterConfig: { Arn: `arn:aws:sqs:${testRegion}:${testAccountId}:not-sent` },
    },
  });
});

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
test("a caller who sends everything back changes the state alone", async () => {
  const { changed, get, update } = await open();
  const before = await get("hourly");
  const { ScheduleArn } = await update({ ...whole(before), State: "DISABLED" });
  expect(ScheduleArn).toBe(arnOf("default/hourly"));
  expect(changed).toEqual(["hourly"]);
  const { $metadata, ...after } = await get("hourly");
  const { $metadata: _, ...unchanged } = before;
  expect(after).toEqual({
    ...unchanged,
    State: "DISABLED",
    LastModificationDate: new Date(nowMs),
  });
});

test("a caller who sends less loses the rest: dead-letter queue, retry policy, input, description, time zone and state", async () => {
  const { get, update } = await open([scheduleNamed("hourly", { enabled: false })]);
  await update(required);
  const after = await get("hourly");
  expect(after).toMatchObject({
    State: "ENABLED",
    ScheduleExpression: "rate(2 hours)",
    ScheduleExpressionTimezone: "UTC",
  });
  expect(after.Description).toBeUndefined();
  expect(after.Target).toEqual({
    ...required.Target,
    Input: "{}",
    RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
  });
});

test("what the stage does not run is kept and answered", async () => {
  const { get, update } = await open();
  const kept = {
    StartDate: new Date("2027-01-01T00:00:00Z"),
    EndDate: new Date("2027-02-01T00:00:00Z"),
    ActionAfterCompletion: "DELETE",
    KmsKeyArn: `arn:aws:kms:${testRegion}:${testAccountId}:key/1`,
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 },
  } as const;
  await update({ ...required, ...kept });
  expect(await get("hourly")).toMatchObject(kept);
});

const constraint = "1 validation error detected: Value";
test.each<[what: string, change: Partial<UpdateScheduleCommandInput>, message: string]>([
  [
    "without a time window",
    { FlexibleTimeWindow: undefined },
    `${constraint} null at 'flexibleTimeWindow' failed to satisfy constraint: Member must not be null`,
  ],
  ["without a target", { Target: undefined }, `${constraint} null at 'target'`],
  ["without an expression", { ScheduleExpression: undefined }, `${constraint} null at 'schedule`],
  ["with another state", { State: "PAUSED" as "ENABLED" }, `${constraint} 'PAUSED' at 'state'`],
  [
    "with too many retries",
    { Target: { ...required.Target, RetryPolicy: { MaximumRetryAttempts: 186 } } },
    `${constraint} '186' at 'maximumRetryAttempts'`,
  ],
  [
    "with an invalid expression",
    { ScheduleExpression: "rate(1 hours)" },
    "Invalid Schedule Expression rate(1 hours).",
  ],
  [
    "with an invalid time zone",
    { ScheduleExpressionTimezone: "Europe/Nowhere" },
    "Invalid Schedule Expression Timezone Europe/Nowhere.",
  ],
  [
    "with an input that is not JSON",
    { Target: { ...required.Target, Input: "today" } },
    "Target.Input is not valid JSON.",
  ],
  [
    "with a role that does not trust Scheduler",
    { Target: { ...required.Target, RoleArn: roleArn.replace("reminders", "other") } },
    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
  ],
])("an update %s is refused, and changes nothing", async (_what, change, message) => {
  const { changed, get, update } = await open();
  const before = await get("hourly");
  const refused = update({ ...required, ...change });
  await expect(refused).rejects.toBeInstanceOf(ValidationException);
  await expect(refused).rejects.toThrow(message);
  expect(changed).toEqual([]);
  expect((await get("hourly")).Target).toEqual(before.Target);
});

test.each<[target: string, change: object, named: string]>([
  [
    "a queue",
    { Arn: `arn:aws:sqs:${testRegion}:${testAccountId}:jobs` },
    `the Target.Arn arn:aws:sqs:${testRegion}:${testAccountId}:jobs`,
  ],
  [
    "a version of a function",
    { Arn: `${required.Target.Arn}:1` },
    `the Target.Arn ${required.Target.Arn}:1`,
  ],
  ["parameters of SQS", { SqsParameters: { MessageGroupId: "1" } }, "Target.SqsParameters"],
])("a new target that is %s is not implemented, by name", async (_target, change, named) => {
  const { update } = await open();
  await expect(
    update({ ...required, Target: { ...required.Target, ...change } }),
  ).rejects.toMatchObject({
    name: "NotImplemented",
    message: `not implemented here: EventBridge Scheduler.UpdateSchedule with ${named}`,
  });
});

test("a schedule with another target can be disabled", async () => {
  const targetArn = `arn:aws:sqs:${testRegion}:${testAccountId}:jobs`;
  const { get, update } = await open([scheduleNamed("hourly", { targetArn })]);
  await update({ ...whole(await get("hourly")), State: "DISABLED" });
  expect(await get("hourly")).toMatchObject({ State: "DISABLED", Target: { Arn: targetArn } });
});

test("a schedule is found in its group alone", async () => {
  const { get, update } = await open([scheduleNamed("hourly", { group: "nightly" })]);
  expect((await get("hourly", "nightly")).Arn).toBe(arnOf("nightly/hourly"));
  for (const call of [get("hourly"), update(required)]) {
    await expect(call).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(call).rejects.toMatchObject({
      message: "Schedule hourly does not exist.",
      $metadata: { httpStatusCode: 404 },
    });
  }
});

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html
test("schedules are listed by group, prefix of the name and state, sorted by name", async () => {
  const { client, names } = await open([
    scheduleNamed("weekly"),
    scheduleNamed("hourly-b", { enabled: false }),
    scheduleNamed("hourly-a", { group: "nightly" }),
  ]);
  const { Schedules } = await client.send(new ListSchedulesCommand({}));
  expect(Schedules?.[0]).toEqual({
    Arn: arnOf("nightly/hourly-a"),
    Name: "hourly-a",
    GroupName: "nightly",
    State: "ENABLED",
    CreationDate: new Date(createdAtMs),
    LastModificationDate: new Date(createdAtMs),
    Target: { Arn: required.Target.Arn },
  });
  expect(await names({})).toEqual(["hourly-a", "hourly-b", "weekly"]);
  expect(await names({ GroupName: "default" })).toEqual(["hourly-b", "weekly"]);
  expect(await names({ GroupName: "empty" })).toEqual([]);
  expect(await names({ NamePrefix: "hourly" })).toEqual(["hourly-a", "hourly-b"]);
  expect(await names({ State: "DISABLED" })).toEqual(["hourly-b"]);
  await expect(names({ GroupName: "none" })).rejects.toThrow("Schedule group none does not exist.");
});

test("a list has pages", async () => {
  const { client, names } = await open(["a", "b", "c"].map((name) => scheduleNamed(name)));
  const pages: unknown[] = [];
  for await (const { Schedules = [] } of paginateListSchedules({ client, pageSize: 2 }, {})) {
    pages.push(Schedules.map(({ Name }) => Name));
  }
  expect(pages).toEqual([["a", "b"], ["c"]]);
  await expect(names({ MaxResults: 101 })).rejects.toBeInstanceOf(ValidationException);
  await expect(names({ NextToken: "first" })).rejects.toBeInstanceOf(ValidationException);
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
test("each call needs its action, and an update may pass the role to Scheduler alone", async () => {
  const onSchedule = (Action: string): Statement => ({ Action, Resource: arnOf("default/hourly") });
  const passing = (service: string): Statement => ({
    Action: "iam:PassRole",
    Resource: roleArn,
    Condition: { StringEquals: { "iam:PassedToService": service } },
  });
  const granted = await open(undefined, [
    onSchedule("scheduler:GetSchedule"),
    onSchedule("scheduler:UpdateSchedule"),
    passing("scheduler.amazonaws.com"),
  ]);
  await granted.update(required);
  await granted.get("hourly");
  await expect(granted.names({})).rejects.toThrow(
    `not authorized to perform: scheduler:ListSchedules on resource: ${arnOf("*/*")}`,
  );
  const other = await open(undefined, [
    onSchedule("scheduler:UpdateSchedule"),
    passing("events.amazonaws.com"),
  ]);
  await expect(other.update(required)).rejects.toThrow(
    `not authorized to perform: iam:PassRole on resource: ${roleArn}`,
  );
  await expect(other.get("hourly")).rejects.toThrow("scheduler:GetSchedule");
});

test("another operation is not implemented, by its method and path", async () => {
  const { client } = await open();
  await expect(client.send(new ListScheduleGroupsCommand({}))).rejects.toThrow(
    "not implemented here: EventBridge Scheduler.GET /schedule-groups",
  );
});
