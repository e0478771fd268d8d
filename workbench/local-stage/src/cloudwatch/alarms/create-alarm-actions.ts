import type { Plan } from "@stagecraft/plan/plan";
import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { AlarmActionResult } from "./alarm-change.ts";
import { alarmNotification } from "./alarm-notification.ts";
import type { AnyAlarm } from "./any-alarm.ts";
import type { Publish } from "./create-publish.ts";
import type { AlarmRecords } from "./open-alarm-records.ts";
import { beginSuppression, continueSuppression } from "./suppress-actions.ts";

/** Runs the actions of alarms, and records in their history what became of each. */
export type AlarmActions = {
  /** For an alarm that has just changed its state. */
  act(alarm: AnyAlarm, atMs: number): readonly AlarmActionResult[];
  /** Continues or ends the suppression of a composite alarm's actions, and runs them at its end. */
  advance(definition: CompositeAlarmDefinition, atMs: number): void;
};

export function createAlarmActions({
  records,
  plan,
  publish,
}: {
  readonly records: AlarmRecords;
  readonly plan: Pick<Plan, "accountId" | "region">;
  readonly publish: Publish;
}): AlarmActions {
  function run(alarm: AnyAlarm, atMs: number): readonly AlarmActionResult[] {
    const { actionsEnabled } = records.of(alarm.definition.name);
    if (!actionsEnabled) return suppress(alarm, atMs, "Actions are disabled");
    return actionsFor(alarm).map((action) => runOne(alarm, action, atMs));
  }

  function runOne(alarm: AnyAlarm, action: string, atMs: number): AlarmActionResult {
    const record = records.of(alarm.definition.name);
    const why = publish(action, alarm.definition.arn);
    const common = { stateUpdateTimestamp: record.sinceMs, notificationResource: action };
    if (why !== undefined) {
      const summary = `Failed to execute action ${action}. Received error: "${why}"`;
      const data = { actionState: "Failed", ...common, error: why };
      records.addHistory(alarm, atMs, "Action", summary, data);
      return { action, outcome: "failed", why };
    }
    const publishedMessage = JSON.stringify(alarmNotification(alarm, record, plan));
    const data = { actionState: "Succeeded", ...common, publishedMessage };
    records.addHistory(alarm, atMs, "Action", `Successfully executed action ${action}`, data);
    return { action, outcome: "succeeded" };
  }

  /** Records what is not run now. */
  function suppress(alarm: AnyAlarm, atMs: number, why: string): readonly AlarmActionResult[] {
    const { sinceMs } = records.of(alarm.definition.name);
    return actionsFor(alarm).map((action) => {
      records.addHistory(alarm, atMs, "Action", `Suppressed action ${action}. ${why}`, {
        actionState: "Suppressed",
        stateUpdateTimestamp: sinceMs,
        notificationResource: action,
        reason: why,
      });
      return { action, outcome: "suppressed", why };
    });
  }

  function actionsFor({ definition }: AnyAlarm): readonly string[] {
    const { alarmActions, okActions, insufficientDataActions } = definition;
    const state = records.stateOf(definition.name);
    if (state === "ALARM") return alarmActions;
    return state === "OK" ? okActions : insufficientDataActions;
  }

  return {
    act(alarm, atMs) {
      const suppressor =
        alarm.type === "CompositeAlarm" ? alarm.definition.actionsSuppressor : undefined;
      if (suppressor === undefined) return run(alarm, atMs);
      const { suppression: _, ...record } = records.of(alarm.definition.name);
      const isInAlarm = records.stateOf(suppressor.alarm) === "ALARM";
      const suppression = beginSuppression(suppressor, isInAlarm, atMs);
      records.save({ ...record, ...(suppression && { suppression }) });
      if (suppression === undefined) return run(alarm, atMs);
      return suppress(alarm, atMs, `Actions suppressed by ${suppression.by}`);
    },
    advance(definition, atMs) {
      const { suppression: before, ...record } = records.of(definition.name);
      const { actionsSuppressor: suppressor } = definition;
      if (before === undefined) return;
      const isInAlarm = suppressor && records.stateOf(suppressor.alarm) === "ALARM";
      const next = suppressor && continueSuppression(before, suppressor, isInAlarm === true, atMs);
      if (next?.by === before.by) return;
      records.save({ ...record, ...(next && { suppression: next }) });
      if (next === undefined) run({ type: "CompositeAlarm", definition }, atMs);
    },
  };
}
