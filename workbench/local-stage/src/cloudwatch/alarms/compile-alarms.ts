import type { Plan } from "@stagecraft/plan/plan";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import { AwsError } from "../../common/aws-error.ts";
import { alarmNameOf } from "./any-alarm.ts";
import { type CompiledAlarm, compileAlarm } from "./compile-alarm.ts";
import type { CompiledComposite } from "./evaluate-composite-alarm.ts";
import { alarmsIn, parseAlarmRule } from "./parse-alarm-rule.ts";

/** The alarms of a Plan, and a line for each that cannot be run. */
export type CompiledAlarms = {
  readonly metricAlarms: readonly CompiledAlarm[];
  readonly compositeAlarms: readonly CompiledComposite[];
  /** What CloudWatch refuses at a deploy. */
  readonly refused: readonly string[];
  /** What is valid there, and not implemented here. */
  readonly notImplemented: readonly string[];
};

/** Checks and parses every alarm of the Plan. */
export function compileAlarms(plan: Plan): CompiledAlarms {
  const refused: string[] = [];
  const notImplemented: string[] = [];
  const metricDefinitions = metricAlarmsOf(plan);
  const compositeDefinitions = compositeAlarmsOf(plan);
  const names = new Set([...metricDefinitions, ...compositeDefinitions].map(({ name }) => name));

  function attempt<Compiled>(logicalName: string, compile: () => Compiled): readonly Compiled[] {
    try {
      return [compile()];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const lines = error.code === "NotImplemented" ? notImplemented : refused;
      lines.push(`alarm ${logicalName}: ${error.message}`);
      return [];
    }
  }

  return {
    metricAlarms: metricDefinitions.flatMap((definition) =>
      attempt(definition.logicalName, () => compileAlarm(definition)),
    ),
    compositeAlarms: compositeDefinitions.flatMap((definition) =>
      attempt(definition.logicalName, () => {
        const rule = parseAlarmRule(definition.rule);
        const { actionsSuppressor } = definition;
        const named = [...alarmsIn(rule), ...(actionsSuppressor ? [actionsSuppressor.alarm] : [])];
        const missing = named.find((each) => !names.has(alarmNameOf(each)));
        if (missing !== undefined) {
          throw new AwsError("ValidationError", `There is no alarm ${missing}, which it names.`);
        }
        return { definition, rule };
      }),
    ),
    refused,
    notImplemented,
  };
}
