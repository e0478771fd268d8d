import type { Plan } from "@stagecraft/plan/plan";
import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import { type CompileErrors, compileEach } from "../../common/compile-each.ts";
import { validationError } from "../cloudwatch-error.ts";
import { alarmNameOf } from "./any-alarm.ts";
import { type CompiledAlarm, compileAlarm } from "./compile-alarm.ts";
import type { CompiledComposite } from "./evaluate-composite-alarm.ts";
import { alarmsIn, parseAlarmRule } from "./parse-alarm-rule.ts";

/** The alarms of a Plan, and a line for each that cannot be run. */
export type CompiledAlarms = CompileErrors & {
  readonly metricAlarms: readonly CompiledAlarm[];
  readonly compositeAlarms: readonly CompiledComposite[];
};

/** Checks and parses every alarm of the Plan. */
export function compileAlarms(plan: Plan): CompiledAlarms {
  const metricDefinitions = metricAlarmsOf(plan);
  const compositeDefinitions = compositeAlarmsOf(plan);
  const names = new Set([...metricDefinitions, ...compositeDefinitions].map(({ name }) => name));
  const metric = compileEach("alarm", metricDefinitions, compileAlarm);
  const composite = compileEach("alarm", compositeDefinitions, (definition) =>
    compileComposite(definition, names),
  );
  return {
    metricAlarms: metric.compiled,
    compositeAlarms: composite.compiled,
    refused: [...metric.refused, ...composite.refused],
    notImplemented: [...metric.notImplemented, ...composite.notImplemented],
  };
}

function compileComposite(
  definition: CompositeAlarmDefinition,
  names: ReadonlySet<string>,
): CompiledComposite {
  const rule = parseAlarmRule(definition.rule);
  const { actionsSuppressor } = definition;
  const named = [...alarmsIn(rule), ...(actionsSuppressor ? [actionsSuppressor.alarm] : [])];
  const missing = named.find((each) => !names.has(alarmNameOf(each)));
  if (missing !== undefined) throw validationError(`There is no alarm ${missing}, which it names.`);
  return { definition, rule };
}
