import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { expect, onTestFinished, test } from "vitest";
import type { Enqueue, Enqueued } from "../async-invoke/enqueue.ts";
import { collectMetrics } from "../cloudwatch/testing/collect-metrics.ts";
import { createClock } from "../common/clock.ts";
import type { Authority, Authorization } from "../iam/authority.ts";
import { noMeter } from "../metering/meter.ts";
import type { SendToQueue } from "../sqs/send-to-queue.ts";
import { createReports } from "../stage/report.ts";
import { runSchedules } from "./run-schedules.ts";

const minuteMs = 60_000;
const roleArn = "arn:aws:iam::123456789012:role/hourly";

function scheduleOf(given: Partial<ScheduleDefinition> = {}): ScheduleDefinition {
  return {
    logicalName: "EveryMinute",
    name: "every-minute",
    group: "default",
    arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/every-minute",
    expression: "rate(1 minute)",
    timezone: "UTC",
    enabled: true,
    actionAfterCompletion: "NONE",
    targetArn: "arn:aws:lambda:eu-west-1:123456789012:function:schedule-target",
    roleArn,
    input: '{"run":"twice"}',
    maximumRetryAttempts: 0,
    maximumEventAgeSeconds: 86_400,
    ...given,
  };
}

const queued = { kind: "queued", requestId: "1" } as const;

/** Runs one schedule, whose calls all have the same outcome. */
function run(
  schedule: Partial<ScheduleDefinition>,
  outcome: Enqueued | Error = queued,
  authorization: Authorization = { allowed: true },
  throttlesSchedule: (schedule: string) => boolean = () => false,
) {
  const clock = createClock();
  onTestFinished(() => clock.stop());
  const reports = createReports(() => {});
  const metrics = collectMetrics();
  const trusted: unknown[] = [];
  const invoked: Parameters<Enqueue>[] = [];
  const authorized: unknown[] = [];
  const sent: Parameters<SendToQueue>[] = [];
  let definition = scheduleOf(schedule);
  const running = { definition: () => definition };
  const schedules = runSchedules([running], {
    clock,
    reports,
    metrics: metrics.sink,
    meter: noMeter,
    throttlesSchedule,
    authority: {
      trusts(...asked: unknown[]) {
        trusted.push(asked);
        return { allowed: true };
      },
      authorize(...asked: unknown[]) {
        authorized.push(asked);
        return authorization;
      },
    } as unknown as Authority,
    sendToQueue: (...message) => void sent.push(message),
    enqueue(...call) {
      invoked.push(call);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  const skip = async () => {
    clock.jumpTo(clock.nextDueMs() ?? clock.nowMs());
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    clock,
    metrics,
    schedules,
    change(given: Partial<ScheduleDefinition>) {
      definition = { ...definition, ...given };
      schedules.reschedule(running);
    },
    trusted,
    invoked,
    authorized,
    sent,
    skip,
    notices: () => reports.all().map(({ message }) => message),
  };
}

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
test("a schedule fires at each of its times, as its role and with its input", async () => {
  const { clock, invoked, skip } = run({});
  const startMs = clock.nowMs();
  await skip();
  await skip();
  const call = [
    "arn:aws:lambda:eu-west-1:123456789012:function:schedule-target",
    { run: "twice" },
    { caller: { kind: "role", roleArn } },
  ];
  expect(invoked).toEqual([call, call]);
  expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(2 * minuteMs - 1_000);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
test("its role must trust Scheduler, with the schedule's group as the source", async () => {
  const { trusted, skip } = run({
    arn: "arn:aws:scheduler:eu-west-1:123456789012:schedule/bells/every-minute",
  });
  await skip();
  expect(trusted).toEqual([
    [
      roleArn,
      "scheduler.amazonaws.com",
      "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/bells",
    ],
  ]);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-state.html
test("a schedule that is disabled misses its times, and fires at the next one when it is enabled", async () => {
  const { clock, change, invoked, skip } = run({});
  const startMs = clock.nowMs();
  await skip();
  change({ enabled: false });
  expect(clock.nextDueMs()).toBeUndefined();
  clock.jumpTo(startMs + 5.5 * minuteMs);
  expect(invoked).toHaveLength(1);
  change({ enabled: true });
  expect(invoked).toHaveLength(1);
  expect(clock.nextDueMs()).toBeGreaterThanOrEqual(startMs + 6 * minuteMs);
  await skip();
  expect(invoked).toHaveLength(2);
});

test("a changed expression and input apply from the next time on", async () => {
  const { clock, change, invoked, skip } = run({});
  const startMs = clock.nowMs();
  change({ expression: "rate(1 hour)", input: '{"run":"late"}' });
  await skip();
  expect(clock.nowMs() - startMs).toBeGreaterThanOrEqual(60 * minuteMs - 1_000);
  expect(invoked).toMatchObject([[expect.any(String), { run: "late" }, {}]]);
});

test("a throttled invocation is dropped when its schedule is disabled", async () => {
  const { change, invoked, skip } = run({}, queued, undefined, () => true);
  await skip();
  change({ enabled: false });
  await skip();
  await skip();
  expect(invoked).toEqual([]);
});

test("a disabled schedule never fires", () => {
  expect(run({ enabled: false }).clock.nextDueMs()).toBeUndefined();
});

const failing = "the schedule EveryMinute did not reach its target: ";

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
test.each<[what: string, outcome: Enqueued | Error, notices: string[]]>([
  ["is taken", queued, []],
  [
    "is denied",
    { kind: "denied", reason: "no policy allows it" },
    [`${failing}no policy allows it`],
  ],
  ["cannot be made at all", new Error("no such function"), [`${failing}Error: no such function`]],
])("an invocation that %s", async (_what, outcome, expected) => {
  const { invoked, skip, notices } = run({}, outcome);
  await skip();
  expect(invoked).toHaveLength(1);
  expect(notices()).toEqual(expected);
});

const denied = { kind: "denied", reason: "no policy allows it" } as const;
const deadLetterArn = "arn:aws:sqs:eu-west-1:123456789012:silent";

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
test("an event that does not reach its target is sent to the dead-letter queue, as the role", async () => {
  const { authorized, sent, skip } = run({ deadLetterArn }, denied);
  await skip();
  const caller = { kind: "role", roleArn };
  expect(authorized).toEqual([[caller, { action: "sqs:SendMessage", resource: deadLetterArn }]]);
  expect(sent).toMatchObject([
    [
      deadLetterArn,
      {
        body: '{"run":"twice"}',
        attributes: {
          ERROR_MESSAGE: { StringValue: "no policy allows it" },
          TARGET_ARN: {
            StringValue: "arn:aws:lambda:eu-west-1:123456789012:function:schedule-target",
          },
        },
      },
      caller,
    ],
  ]);
});

test("a dead-letter message that the role may not send is lost, and reported", async () => {
  const refused = { allowed: false, message: "no", explanation: "nothing allows it" } as const;
  const { sent, skip, notices } = run({ deadLetterArn }, denied, refused);
  await skip();
  expect(sent).toEqual([]);
  expect(notices()).toContain(
    `the dead-letter message of the schedule EveryMinute did not reach ${deadLetterArn}: nothing allows it`,
  );
});

test("an input that is not JSON reaches no function", async () => {
  const { invoked, skip, notices } = run({ input: "twice" });
  await skip();
  expect(invoked).toEqual([]);
  expect(notices()).toEqual([expect.stringMatching(/did not reach its target: SyntaxError/)]);
});

test("nothing fires after the stop", async () => {
  const { clock, schedules, invoked, skip } = run({});
  await skip();
  await schedules.stop();
  await skip();
  clock.jumpTo(clock.nowMs() + 10 * minuteMs);
  expect(invoked).toHaveLength(1);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
test.each([
  ["is taken", queued, undefined, []],
  [
    "is denied and sent to the dead-letter queue",
    denied,
    { allowed: true } as const,
    ["InvocationDroppedCount", "InvocationsSentToDeadLetterCount", "TargetErrorCount"],
  ],
  [
    "is denied and lost",
    denied,
    { allowed: false, message: "no", explanation: "no" } as const,
    ["InvocationDroppedCount", "InvocationsFailedToBeSentToDeadLetterCount", "TargetErrorCount"],
  ],
])(
  "a call that %s is counted for the schedule's group",
  async (_what, outcome, authorization, names) => {
    const { metrics, skip } = run({ deadLetterArn }, outcome, authorization);
    await skip();
    expect(metrics.names()).toEqual(["InvocationAttemptCount", ...names].toSorted());
    for (const name of metrics.names()) {
      expect(metrics.named(name)).toMatchObject([
        {
          namespace: "AWS/Scheduler",
          unit: "Count",
          dimensions: { ScheduleGroup: "default" },
          value: 1,
        },
      ]);
    }
  },
);

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html
test("a throttled invocation is tried again until it is not throttled, before the schedule is due again", async () => {
  const asked: string[] = [];
  const { clock, metrics, invoked, skip } = run({}, queued, undefined, (schedule) => {
    asked.push(schedule);
    return asked.length < 3;
  });
  await skip();
  expect(invoked).toEqual([]);
  const dueAtMs = clock.nowMs();
  await skip();
  await skip();
  expect(invoked).toHaveLength(1);
  expect(clock.nowMs() - dueAtMs).toBeLessThan(minuteMs / 2);
  expect(asked).toEqual(["EveryMinute", "EveryMinute", "EveryMinute"]);
  const ofGroup = { ScheduleGroup: "default" };
  expect(metrics.values("InvocationThrottleCount", ofGroup)).toEqual([1, 1]);
  expect(metrics.values("InvocationAttemptCount", ofGroup)).toEqual([1, 1, 1]);
});
