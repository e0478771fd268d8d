import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { createAuthority } from "../../iam/authority.ts";
import type { AlarmChange } from "../alarms/alarm-change.ts";
import { compileAlarms } from "../alarms/compile-alarms.ts";
import { createAlarms } from "../alarms/create-alarms.ts";
import { createPublish } from "../alarms/create-publish.ts";
import type { Metric } from "../metric.ts";
import { openTestMetrics } from "./open-test-metrics.ts";

type Inputs = { readonly [key: string]: Json };
/** A resource of the Plan of a test: its type, name, inputs and outputs. */
export type PlanResource = readonly [
  type: string,
  name: string,
  inputs: Inputs,
  outputs?: Resource["outputs"],
];

/** The metric of `metricAlarm`. */
export const errors: Metric = {
  namespace: "Post",
  name: "Errors",
  dimensions: { service: "parcels" },
  unit: "Count",
};

export const topicArn = "arn:aws:sns:eu-west-1:123456789012:page";

/** The ARN of an alarm of the test's Plan. */
export const alarmArn = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;

/** An alarm on the sum of `errors` in a minute, more than 2; `inputs` change it. */
export function metricAlarm(name: string, inputs: Inputs = {}): PlanResource {
  const own = {
    namespace: errors.namespace,
    metricName: errors.name,
    dimensions: { ...errors.dimensions },
    period: 60,
    statistic: "Sum",
  };
  return [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    `${name}Alarm`,
    {
      name,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 2,
      ...(inputs.metricQueries ? {} : own),
      ...inputs,
    },
    { arn: alarmArn(name) },
  ];
}

export function compositeAlarm(name: string, alarmRule: string, inputs: Inputs = {}): PlanResource {
  return [
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    `${name}Alarm`,
    { alarmName: name, alarmRule, ...inputs },
    { arn: alarmArn(name) },
  ];
}

export function topic(inputs: Inputs = {}): PlanResource {
  return ["aws:sns/topic:Topic", "Page", { name: "page", ...inputs }, { arn: topicArn }];
}

/** Alarms of a Plan with these resources, with a clock that stands still until the test moves it. */
export function openTestAlarms(...resources: readonly PlanResource[]) {
  const stage = openTestMetrics();
  const changes: AlarmChange[] = [];
  let plan: Plan = planOf(...resources);
  let alarms = open();

  function open() {
    const opened = createAlarms({
      ...compileAlarms(plan),
      plan,
      state: stage.state(),
      clock: stage.clock,
      metrics: stage.metrics(),
      reports: stage.reports,
      publish: createPublish(plan, createAuthority(plan, stage.clock.nowMs)),
      onAlarm: (change) => void changes.push(change),
    });
    opened.start();
    return opened;
  }

  const stateOf = (name: string) => alarms.find(name)?.record.state;
  return {
    ...stage,
    alarms: () => alarms,
    /** Every change since the start. */
    changes,
    stateOf,
    /** Puts the values into the next minutes, one a minute (undefined: none), and gives the state after each. */
    minutes(name: string, values: readonly (number | undefined)[], metric: Metric = errors) {
      return values.map((value) => {
        if (value !== undefined) stage.metrics().put(metric, value);
        stage.clock.advance(60_000);
        return stateOf(name);
      });
    },
    /** As after a stop and a deploy of these resources. */
    restart(...changed: readonly PlanResource[]) {
      alarms.close();
      stage.restart();
      if (changed.length > 0) plan = planOf(...changed);
      alarms = open();
    },
    history: (alarm: string, type?: string) =>
      alarms.history({ alarm, type, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }),
  };
}
