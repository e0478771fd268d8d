import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { AlarmState } from "./alarm-state.ts";
import type { NewState } from "./evaluate-metric-alarm.ts";
import { type AlarmRule, ruleHolds } from "./parse-alarm-rule.ts";
import { printLongTime, printTime } from "./print-time.ts";

/** A composite alarm with its parsed rule. */
export type CompiledComposite = {
  readonly definition: CompositeAlarmDefinition;
  readonly rule: AlarmRule;
};

/** An alarm that a rule is about. */
export type ChildAlarm = {
  readonly arn: string;
  readonly state: AlarmState;
  readonly sinceMs: number;
};

/**
 * The state that a composite alarm goes into; undefined when it keeps its state. The cause is what has changed last of its children.
 * @param from its state, with the data of the reason if it has been evaluated before
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function evaluateCompositeAlarm(
  { definition, rule }: CompiledComposite,
  from: Pick<NewState, "state" | "reasonData">,
  children: readonly ChildAlarm[],
  stateOf: (alarm: string) => AlarmState,
): NewState | undefined {
  const state = ruleHolds(rule, stateOf) ? "ALARM" : "OK";
  if (state === from.state) return undefined;
  const newestMs = Math.max(...children.map(({ sinceMs }) => sinceMs));
  const triggering = children.filter(({ sinceMs }) => sinceMs === newestMs);
  const [cause] = triggering;
  const isFirst = from.state === "INSUFFICIENT_DATA" && from.reasonData === undefined;
  return {
    state,
    reason:
      isFirst || cause === undefined
        ? `${definition.arn} was created and its alarm rule evaluates to ${state}`
        : `${cause.arn} transitioned to ${cause.state} at ${printLongTime(cause.sinceMs)}`,
    reasonData: JSON.stringify({
      triggeringAlarms: triggering.map((child) => ({
        arn: child.arn,
        state: { value: child.state, timestamp: printTime(child.sinceMs) },
      })),
    }),
  };
}
