import type { Json, Plan, Resource } from "../plan.ts";
import { quotas } from "../quotas.ts";
import { isObject, numberOf, ownName, resourcesOf, textOf, textsOf } from "../resources.ts";
import type { ValidationError } from "./validation-error.ts";

const reference = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";
const alarmPage = `${reference}/API_PutMetricAlarm.html`;
const queryPage = `${reference}/API_MetricDataQuery.html`;
const mathPage =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html";
const encryptionPage = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html";

const anHourInSeconds = 3_600;

type Query = { readonly [key: string]: Json };
type Problem = Omit<ValidationError, "resource">;

/** Alarms that CloudWatch refuses, or that could never evaluate or notify: what a schema of single properties cannot say. */
export function alarmErrors(plan: Plan): readonly ValidationError[] {
  const metricAlarms = resourcesOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm");
  const composites = resourcesOf(plan, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
  const silentTopics = topicsThatRefuseAlarms(plan);
  const childrenOf = new Map(
    composites.map((each) => [textOf(each, "alarmName"), alarmsIn(textOf(each, "alarmRule"))]),
  );
  return [
    ...metricAlarms.flatMap((alarm) =>
      named(alarm, [
        ...datapointProblems(alarm),
        ...evaluationProblems(alarm),
        ...queryProblems(alarm),
        ...actionProblems(alarm, silentTopics),
      ]),
    ),
    ...composites.flatMap((alarm) =>
      named(alarm, [...ruleProblems(alarm, childrenOf), ...actionProblems(alarm, silentTopics)]),
    ),
  ];
}

function named(resource: Resource, problems: readonly Problem[]): readonly ValidationError[] {
  return problems.map((problem) => ({ resource: ownName(resource), ...problem }));
}

function datapointProblems(alarm: Resource): readonly Problem[] {
  const periods = numberOf(alarm, "evaluationPeriods");
  const datapoints = numberOf(alarm, "datapointsToAlarm", periods);
  if (datapoints <= periods) return [];
  const message = `datapointsToAlarm is ${datapoints}, and may be at most evaluationPeriods, which is ${periods}`;
  return [{ message, page: alarmPage }];
}

/** All periods together are limited. An alarm on an expression has the longest period of its queries. */
function evaluationProblems(alarm: Resource): readonly Problem[] {
  const period = Math.max(0, ...periodsOf(alarm));
  const seconds = period * numberOf(alarm, "evaluationPeriods");
  const { alarmEvaluationSeconds, alarmEvaluationSecondsOfShortPeriods } = quotas.cloudwatch;
  const { value: maximum, page } =
    period < anHourInSeconds ? alarmEvaluationSecondsOfShortPeriods : alarmEvaluationSeconds;
  if (seconds <= maximum) return [];
  const message = `it evaluates ${numberOf(alarm, "evaluationPeriods")} periods of ${period} seconds, together ${seconds}; with this period at most ${maximum} seconds are allowed`;
  return [{ message, page }];
}

function periodsOf(alarm: Resource): readonly number[] {
  const given = [
    alarm.inputs.period,
    ...queriesOf(alarm).flatMap(({ period, metric }) => [
      period,
      isObject(metric) ? metric.period : undefined,
    ]),
  ];
  return given.filter((period) => typeof period === "number");
}

function queriesOf({ inputs: { metricQueries } }: Resource): readonly Query[] {
  return Array.isArray(metricQueries) ? metricQueries.filter((query) => isObject(query)) : [];
}

function queryProblems(alarm: Resource): readonly Problem[] {
  const queries = queriesOf(alarm);
  const ids = queries.map(({ id }) => String(id));
  const problems: Problem[] = [];
  // Pulumi's provider sends false where the program gives nothing.
  const returned = queries.filter(({ returnData }) => returnData === true);
  if (queries.length > 0 && alarm.inputs.thresholdMetricId === undefined && returned.length !== 1) {
    const message = `${returned.length} of its metric queries have returnData, and exactly one must, which the alarm watches`;
    problems.push({ message, page: queryPage });
  }
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) {
    problems.push({ message: `two metric queries have the id "${id}"`, page: queryPage });
  }
  for (const { id, expression } of queries) {
    if (typeof expression !== "string") continue;
    if (/\bSEARCH\s*\(/.test(expression)) {
      const message = `the expression ${id} searches for metrics, and an alarm needs one time series`;
      problems.push({ message, page: mathPage });
    }
    for (const name of namesIn(expression).filter((each) => !ids.includes(each))) {
      const message = `the expression ${id} reads "${name}", which is the id of no metric query`;
      problems.push({ message, page: queryPage });
    }
  }
  const { thresholdMetricId } = alarm.inputs;
  if (typeof thresholdMetricId === "string" && !ids.includes(thresholdMetricId)) {
    const message = `thresholdMetricId is "${thresholdMetricId}", which is the id of no metric query`;
    problems.push({ message, page: alarmPage });
  }
  return problems;
}

/** The ids that a metric math expression reads: they begin with a small letter, and functions do not. */
function namesIn(expression: string): readonly string[] {
  if (/^\s*SELECT\b/i.test(expression)) return [];
  const withoutTexts = expression.replaceAll(/"[^"]*"|'[^']*'/g, "");
  return [...new Set(withoutTexts.match(/(?<![\w.])[a-z]\w*/g) ?? [])];
}

/** CloudWatch cannot use the key that SNS owns: its policy cannot be changed. */
function topicsThatRefuseAlarms(plan: Plan): ReadonlySet<string> {
  return new Set(
    resourcesOf(plan, "aws:sns/topic:Topic")
      .filter(({ inputs }) => /(?:^|:)alias\/aws\/sns$/.test(String(inputs.kmsMasterKeyId)))
      .map((topic) => textOf(topic, "arn")),
  );
}

function actionProblems(alarm: Resource, silentTopics: ReadonlySet<string>): readonly Problem[] {
  const arns = ["alarmActions", "okActions", "insufficientDataActions"].flatMap((key) =>
    textsOf(alarm, key),
  );
  return [...new Set(arns)]
    .filter((arn) => silentTopics.has(arn))
    .map((arn) => ({
      message: `its action ${arn} is a topic encrypted with alias/aws/sns, to which an alarm cannot publish; use a key of your own that allows cloudwatch.amazonaws.com`,
      page: encryptionPage,
    }));
}

/** Composite alarms of more alarms than allowed, and those that depend on themselves, which CloudWatch stops to evaluate. */
function ruleProblems(
  alarm: Resource,
  childrenOf: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Problem[] {
  const { value: maximum, page } = quotas.cloudwatch.alarmsPerAlarmRule;
  const children = alarmsIn(textOf(alarm, "alarmRule"));
  const problems: Problem[] = [];
  if (children.size > maximum) {
    const message = `alarmRule names ${children.size} alarms, and may name ${maximum}`;
    problems.push({ message, page });
  }
  if (reaches(textOf(alarm, "alarmName"), children, childrenOf)) {
    problems.push({ message: "alarmRule depends on the alarm itself", page });
  }
  return problems;
}

function reaches(
  name: string,
  from: ReadonlySet<string>,
  childrenOf: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const seen = new Set<string>();
  const open = [...from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(childrenOf.get(next) ?? []));
  }
  return false;
}

/** The names of the alarms in a rule such as `ALARM("a") OR OK(b)`; an ARN ends in the name. */
function alarmsIn(rule: string): ReadonlySet<string> {
  const calls = rule.matchAll(
    /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^\s()"]+))\s*\)/g,
  );
  return new Set(
    [...calls].map(([, quoted, plain]) =>
      (quoted ?? plain ?? "").replace(/^arn:[^:]+:cloudwatch:[^:]*:\d*:alarm:/, ""),
    ),
  );
}
