import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { isMetricOf } from "./watched-resources.ts";
import { writesMetric } from "./writes-metric.ts";

const rule = "operations/unwatched";

/** Resources that can be in trouble without an alarm: each finding names all metrics that no alarm reads. */
export function unwatched(facts: AlarmFacts): readonly Finding[] {
  const read = facts.alarms.flatMap(watchedMetrics);
  return facts.resources.flatMap((resource): Finding[] => {
    const { kind, logicalName, metrics } = resource;
    const readOfIt = read.filter((metric) => isMetricOf(resource, metric));
    const missing = metrics.filter(
      (name) => !readOfIt.some(({ metricName }) => metricName === name),
    );
    if (kind === "the function") missing.push(...unreadLogs(facts, read, logicalName));
    if (missing.length === 0) return [];
    return [
      {
        rule,
        severity: "error",
        resource: logicalName,
        message: `No alarm reads ${missing.join(", ")} of ${kind}: nobody learns of its trouble.`,
        fix: `Make it with the functions of infra/ that add its alarms (infra/alarms), or add an alarm on each.`,
      },
    ];
  });
}

/** Two things that Lambda tells only in its log: the memory that was used, and environments that did not start. */
const inLogs = [
  { what: "the memory used (platform.report)", pattern: /platform\.report/ },
  { what: "environments that do not start (platform.initReport)", pattern: /platform\.init/ },
];

function unreadLogs(
  { plan, filters }: AlarmFacts,
  read: readonly AlarmMetric[],
  logicalName: string,
): readonly string[] {
  const definition = functionsOf(plan).find((each) => each.logicalName === logicalName);
  const own = filters.filter(({ logGroupName }) => logGroupName === definition?.logging.logGroup);
  return inLogs
    .filter(
      ({ pattern }) =>
        !own.some(
          (filter) =>
            pattern.test(filter.pattern) && read.some((metric) => writesMetric(filter, metric)),
        ),
    )
    .map(({ what }) => what);
}
