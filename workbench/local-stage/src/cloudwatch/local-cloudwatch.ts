import { dashboardsOf } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { meterCalls } from "../metering/meter-calls.ts";
import type { LocalService } from "../stage/local-service.ts";
import { StageStartError } from "../stage/stage-start-error.ts";
import { compileAlarms } from "./alarms/compile-alarms.ts";
import { type Alarms, createAlarms } from "./alarms/create-alarms.ts";
import { createPublish } from "./alarms/create-publish.ts";
import { cloudwatchService } from "./cloudwatch-service.ts";

export const localCloudwatch: LocalService<{ readonly alarms: Alarms }> = {
  name: "CloudWatch",
  resourceTypes: [/^aws:cloudwatch\/(compositeAlarm|dashboard|metricAlarm):/],
  deployErrors: (plan) => compileAlarms(plan).refused,
  open(context) {
    const { plan, options, metrics, meter, clock, authority } = context;
    const compiled = compileAlarms(plan);
    if (compiled.notImplemented.length > 0) {
      throw new StageStartError(
        `The local stage cannot evaluate these alarms. Change them, or remove them from this stage:\n${compiled.notImplemented.join("\n")}`,
      );
    }
    const alarms = createAlarms({
      ...context,
      ...compiled,
      publish: createPublish(plan, authority),
      onAlarm: options.onAlarm ?? (() => {}),
    });
    const monitoring = cloudwatchService({
      metrics,
      alarms,
      dashboards: dashboardsOf(plan),
      account: plan,
      nowMs: clock.nowMs,
    });
    return {
      internal: { alarms },
      operations: {
        monitoring: {
          ...monitoring,
          operations: meterCalls(monitoring.operations, meter, "cloudwatch-requests", () => 1),
        },
      },
      start: alarms.start,
      close: alarms.close,
    };
  },
};
