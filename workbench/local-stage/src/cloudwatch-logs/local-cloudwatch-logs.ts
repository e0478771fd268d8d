import type { Resource } from "@stagecraft/plan/plan";
import { numberOf, resourcesOf, textOf } from "@stagecraft/plan/resources";
import type { LocalService } from "../stage/local-service.ts";
import { compileLogMetricFilters } from "./compile-log-metric-filters.ts";
import type { LocalLogGroup } from "./describe-log-groups.ts";
import { logsService } from "./logs-service.ts";

export const localCloudwatchLogs: LocalService = {
  name: "CloudWatch Logs",
  resourceTypes: [/^aws:cloudwatch\/(logGroup|logMetricFilter|logResourcePolicy):/],
  deployErrors: (plan) => compileLogMetricFilters(plan).refused,
  open({ plan, options, functions }) {
    const { region, accountId } = plan;
    const { directory } = options;
    const declared = resourcesOf(plan, "aws:cloudwatch/logGroup:LogGroup").map(readLogGroup);
    const logs = logsService(functions, declared, { directory, region, accountId });
    return { internal: undefined, operations: { logs } };
  },
};

function readLogGroup(group: Resource): LocalLogGroup {
  const days = numberOf(group, "retentionInDays", 0);
  // 0 is Pulumi's word for no retention policy.
  return { name: textOf(group, "name"), ...(days > 0 && { retentionInDays: days }) };
}
