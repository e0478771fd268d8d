import type { Plan } from "@stagecraft/plan/plan";
import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { Clock } from "../../common/clock.ts";
import type { Reports } from "../../stage/report.ts";
import type { State } from "../../stage/state.ts";
import type { Metrics } from "../create-metrics.ts";
import type { AlarmActionResult, AlarmChange, AlarmStatus } from "./alarm-change.ts";
import { alarmNotification } from "./alarm-notification.ts";
import type { AlarmHistoryItem, AlarmRecord } from "./alarm-record.ts";
import type { AlarmState } from "./alarm-state.ts";
import { historyKeptMs, openAlarmStore } from "./alarm-store.ts";
import { type AnyAlarm, alarmNameOf } from "./any-alarm.ts";
import type { CompiledAlarm } from "./compile-alarm.ts";
import { createAlarmReader } from "./create-alarm-reader.ts";
import type { Publish } from "./create-publish.ts";
import { evaluateDataPoints } from "./evaluate-data-points.ts";
import { hasTooFewSamples } from "./has-too-few-samples.ts";
import { type AlarmRule, alarmsIn, ruleHolds } from "./parse-alarm-rule.ts";
import { printLongTime, printTime } from "./print-time.ts";
import { stateReason, stateReasonData } from "./state-reason.ts";
import { beginSuppression, continueSuppression } from "./suppress-actions.ts";

/** A composite alarm with its parsed rule. */
export type CompiledComposite = {
  readonly definition: CompositeAlarmDefinition;
  readonly rule: AlarmRule;
};

/** An alarm with its state. */
export type KnownAlarm = AnyAlarm & { readonly record: AlarmRecord };

/** The alarms of a stage. */
export type Alarms = {
  /** Every alarm with its state, sorted by name. */
  all(): readonly KnownAlarm[];
  statuses(): readonly AlarmStatus[];
  /** Undefined for a name that no alarm has. */
  find(name: string): KnownAlarm | undefined;
  /** The alarms that a composite alarm's rule is about, by name; none for a metric alarm. */
  childrenOf(name: string): readonly string[];
  /** Sets a state until the next evaluation. */
  setState(name: string, state: AlarmState, reason: string, reasonData?: string): void;
  enableActions(names: readonly string[], enabled: boolean): void;
  history: ReturnType<typeof openAlarmStore>["history"];
  /** Evaluates composite alarms for the first time, and all alarms at each full minute from now on. */
  start(): void;
  close(): void;
};

type NewState = {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
};

const hourMs = 60 * 60_000;

/**
 * Evaluates alarms once a minute on the stage's clock, also for minutes that a skip passes, and keeps their state and history.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function createAlarms({
  metricAlarms,
  compositeAlarms,
  plan,
  state,
  clock,
  metrics,
  reports,
  publish,
  onAlarm,
}: {
  readonly metricAlarms: readonly CompiledAlarm[];
  readonly compositeAlarms: readonly CompiledComposite[];
  readonly plan: Pick<Plan, "accountId" | "region">;
  readonly state: State;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, "watch" | "read">;
  readonly reports: Reports;
  readonly publish: Publish;
  readonly onAlarm: (change: AlarmChange) => void;
}): Alarms {
  const store = openAlarmStore(state.sqlite);
  const alarms = new Map<string, AnyAlarm>([
    ...metricAlarms.map(
      ({ definition }) => [definition.name, { type: "MetricAlarm", definition }] as const,
    ),
    ...compositeAlarms.map(
      ({ definition }) => [definition.name, { type: "CompositeAlarm", definition }] as const,
    ),
  ]);
  const readers = metricAlarms.map((alarm) => ({
    definition: alarm.definition,
    read: createAlarmReader(alarm, metrics),
  }));
  const children = new Map(
    compositeAlarms.map(({ definition, rule }) => [
      definition.name,
      alarmsIn(rule).map(alarmNameOf),
    ]),
  );
  const records = state.transaction(() => loadRecords());
  /** Those of the transaction that is under way. */
  let changes: AlarmChange[] = [];
  let endMinutes = () => {};

  /** Runs `work` in one transaction, and then tells of the changes that it made. */
  function change(work: () => void) {
    changes = [];
    state.transaction(work);
    for (const each of changes) onAlarm(each);
  }

  function loadRecords(): Map<string, AlarmRecord> {
    const stored = new Map(store.all().map((record) => [record.name, record]));
    for (const name of stored.keys()) if (!alarms.has(name)) store.remove(name);
    const loaded = [...alarms.values()].map((alarm) => configured(alarm, stored));
    return new Map(loaded.map((record) => [record.name, record]));
  }

  /** The record of an alarm as the program now has it: a changed alarm keeps its state. */
  function configured(alarm: AnyAlarm, stored: ReadonlyMap<string, AlarmRecord>): AlarmRecord {
    const { name, actionsEnabled } = alarm.definition;
    const definition = JSON.stringify(alarm.definition);
    const known = stored.get(name);
    if (known?.definition === definition) return known;
    const atMs = clock.nowMs();
    const record: AlarmRecord = {
      state: "INSUFFICIENT_DATA",
      actedState: "INSUFFICIENT_DATA",
      sinceMs: atMs,
      updatedMs: atMs,
      reason: "Unchecked: Initial alarm creation",
      ...known,
      name,
      definition,
      actionsEnabled,
      configuredMs: atMs,
    };
    store.save(record);
    const done = known ? "updated" : "created";
    addHistory(alarm, atMs, "ConfigurationUpdate", `Alarm "${name}" ${done}`, {
      type: known ? "Update" : "Create",
      [`${done}Alarm`]: alarm.definition,
    });
    return record;
  }

  function addHistory(
    { type: alarmType, definition }: AnyAlarm,
    atMs: number,
    type: AlarmHistoryItem["type"],
    summary: string,
    data: object,
  ) {
    store.add({
      alarm: definition.name,
      alarmType,
      atMs,
      type,
      summary,
      data: JSON.stringify({ version: "1.0", ...data }),
    });
  }

  function save(record: AlarmRecord): AlarmRecord {
    records.set(record.name, record);
    store.save(record);
    return record;
  }

  function recordOf(name: string): AlarmRecord {
    return records.get(name) as AlarmRecord;
  }

  function stateOf(nameOrArn: string): AlarmState {
    return records.get(alarmNameOf(nameOrArn))?.state ?? "INSUFFICIENT_DATA";
  }

  /** Enters a new state, with its history, its actions and the call of `onAlarm`. */
  function enter(alarm: AnyAlarm, next: NewState, atMs: number) {
    const { definition } = alarm;
    const before = recordOf(definition.name);
    const { reasonData: _, ...kept } = before;
    const entered = save({ ...kept, ...next, sinceMs: atMs, updatedMs: atMs });
    addHistory(alarm, atMs, "StateUpdate", `Alarm updated from ${before.state} to ${next.state}`, {
      oldState: stateData(before),
      newState: stateData(entered),
    });
    const actions = actOn(alarm, before.state, atMs);
    changes.push({
      alarm: definition.logicalName,
      alarmName: definition.name,
      from: before.state,
      to: next.state,
      reason: next.reason,
      atMs,
      actions,
    });
  }

  function actOn(alarm: AnyAlarm, from: AlarmState, atMs: number): readonly AlarmActionResult[] {
    const record = recordOf(alarm.definition.name);
    const suppressor =
      alarm.type === "CompositeAlarm" ? alarm.definition.actionsSuppressor : undefined;
    if (suppressor === undefined) return runActions(alarm, from, atMs);
    const suppression =
      record.suppression ??
      beginSuppression(suppressor, stateOf(suppressor.alarm) === "ALARM", atMs);
    if (suppression === undefined) return runActions(alarm, from, atMs);
    save({ ...record, suppression });
    return suppress(alarm, atMs, `Actions suppressed by ${suppression.by}`);
  }

  function runActions(
    alarm: AnyAlarm,
    from: AlarmState,
    atMs: number,
  ): readonly AlarmActionResult[] {
    const { definition } = alarm;
    const record = save({ ...recordOf(definition.name), actedState: stateOf(definition.name) });
    if (!record.actionsEnabled) return suppress(alarm, atMs, "Actions are disabled");
    return actionsFor(alarm).map((action) => {
      const why = publish(action, definition.arn);
      const message = alarmNotification(alarm, record, from, plan);
      addHistory(
        alarm,
        atMs,
        "Action",
        why === undefined
          ? `Successfully executed action ${action}`
          : `Failed to execute action ${action}. Received error: "${why}"`,
        {
          actionState: why === undefined ? "Succeeded" : "Failed",
          stateUpdateTimestamp: record.sinceMs,
          notificationResource: action,
          ...(why === undefined ? { publishedMessage: JSON.stringify(message) } : { error: why }),
        },
      );
      return why === undefined
        ? { action, outcome: "succeeded" }
        : { action, outcome: "failed", why };
    });
  }

  /** Records what is not run now. */
  function suppress(alarm: AnyAlarm, atMs: number, why: string): readonly AlarmActionResult[] {
    return actionsFor(alarm).map((action) => {
      addHistory(alarm, atMs, "Action", `Suppressed action ${action}. ${why}`, {
        actionState: "Suppressed",
        stateUpdateTimestamp: recordOf(alarm.definition.name).sinceMs,
        notificationResource: action,
        reason: why,
      });
      return { action, outcome: "suppressed", why };
    });
  }

  function actionsFor({ definition }: AnyAlarm): readonly string[] {
    const { alarmActions, okActions, insufficientDataActions } = definition;
    const current = stateOf(definition.name);
    if (current === "ALARM") return alarmActions;
    return current === "OK" ? okActions : insufficientDataActions;
  }

  function evaluateMetricAlarm(
    definition: MetricAlarmDefinition,
    read: ReturnType<typeof createAlarmReader>,
    minuteMs: number,
  ) {
    const range = read(minuteMs);
    const treatMissingData = treatmentOf(definition);
    const evaluation = evaluateDataPoints(range, { ...definition, treatMissingData });
    const from = stateOf(definition.name);
    const { state: next } = evaluation;
    if (next === undefined || next === from) return;
    if (hasTooFewSamples(definition, evaluation.evaluated)) return;
    const input = {
      alarm: { ...definition, treatMissingData },
      from,
      state: next,
      evaluation,
      range,
    };
    enter(
      { type: "MetricAlarm", definition },
      { state: next, reason: stateReason(input), reasonData: stateReasonData(input, minuteMs) },
      minuteMs,
    );
  }

  /** Until nothing changes any more, since composite alarms may be about others. */
  function evaluateCompositeAlarms(atMs: number) {
    for (let pass = 0; pass <= compositeAlarms.length; pass += 1) {
      const changed = compositeAlarms.filter((alarm) => evaluateComposite(alarm, atMs));
      if (changed.length === 0) break;
    }
    for (const { definition } of compositeAlarms) advanceSuppression(definition, atMs);
  }

  /** Whether its state has changed. */
  function evaluateComposite({ definition, rule }: CompiledComposite, atMs: number): boolean {
    const { name, arn } = definition;
    const before = recordOf(name);
    const next = ruleHolds(rule, stateOf) ? "ALARM" : "OK";
    if (next === before.state) return false;
    const isFirst = before.state === "INSUFFICIENT_DATA" && before.reasonData === undefined;
    const known = (children.get(name) ?? []).flatMap((child) => records.get(child) ?? []);
    const newestMs = Math.max(...known.map(({ sinceMs }) => sinceMs));
    const triggering = known.filter(({ sinceMs }) => sinceMs === newestMs);
    const [cause] = triggering;
    const reason =
      isFirst || cause === undefined
        ? `${arn} was created and its alarm rule evaluates to ${next}`
        : `${alarms.get(cause.name)?.definition.arn} transitioned to ${cause.state} at ${printLongTime(cause.sinceMs)}`;
    const reasonData = JSON.stringify({
      triggeringAlarms: triggering.map((child) => ({
        arn: alarms.get(child.name)?.definition.arn,
        state: { value: child.state, timestamp: printTime(child.sinceMs) },
      })),
    });
    enter({ type: "CompositeAlarm", definition }, { state: next, reason, reasonData }, atMs);
    return true;
  }

  function advanceSuppression(definition: CompositeAlarmDefinition, atMs: number) {
    const { suppression: before, ...record } = recordOf(definition.name);
    const { actionsSuppressor: suppressor } = definition;
    if (before === undefined) return;
    const next =
      suppressor &&
      continueSuppression(before, suppressor, stateOf(suppressor.alarm) === "ALARM", atMs);
    if (next?.by === before.by) return;
    save({ ...record, ...(next && { suppression: next }) });
    if (next === undefined && record.actedState !== record.state) {
      runActions({ type: "CompositeAlarm", definition }, record.actedState, atMs);
    }
  }

  /** An error, such as a full disk, must not end the stage. */
  function evaluateAll(minuteMs: number) {
    try {
      change(() => {
        for (const { definition, read } of readers) {
          evaluateMetricAlarm(definition, read, minuteMs);
        }
        evaluateCompositeAlarms(minuteMs);
        if (minuteMs % hourMs === 0) store.removeHistoryBefore(minuteMs - historyKeptMs);
      });
    } catch (error) {
      const message = `alarms could not be evaluated: ${(error as Error).message}`;
      reports.add({ kind: "failed", key: "alarms", message });
    }
  }

  const all = () =>
    [...alarms.values()]
      .map((alarm): KnownAlarm => ({ ...alarm, record: recordOf(alarm.definition.name) }))
      .toSorted((a, b) => (a.definition.name < b.definition.name ? -1 : 1));

  return {
    all,
    statuses: () =>
      all().map(({ type, definition, record }) => ({
        logicalName: definition.logicalName,
        name: definition.name,
        kind: type === "MetricAlarm" ? "metric" : "composite",
        state: record.state,
        sinceMs: record.sinceMs,
        reason: record.reason,
      })),
    find(name) {
      const alarm = alarms.get(name);
      return alarm && { ...alarm, record: recordOf(name) };
    },
    childrenOf: (name) => children.get(name) ?? [],
    setState(name, next, reason, reasonData) {
      const alarm = alarms.get(name);
      if (alarm === undefined) return;
      const atMs = clock.nowMs();
      const given = { state: next, reason, ...(reasonData !== undefined && { reasonData }) };
      change(() => {
        if (next === stateOf(name)) save({ ...recordOf(name), ...given, updatedMs: atMs });
        else enter(alarm, given, atMs);
        evaluateCompositeAlarms(atMs);
      });
    },
    enableActions(names, enabled) {
      state.transaction(() => {
        for (const name of names) {
          const alarm = alarms.get(name);
          if (alarm === undefined || recordOf(name).actionsEnabled === enabled) continue;
          save({ ...recordOf(name), actionsEnabled: enabled });
          const summary = `Alarm "${name}" updated`;
          const updatedAlarm = { ...alarm.definition, actionsEnabled: enabled };
          addHistory(alarm, clock.nowMs(), "ConfigurationUpdate", summary, {
            type: "Update",
            updatedAlarm,
          });
        }
      });
    },
    history: store.history,
    start() {
      change(() => evaluateCompositeAlarms(clock.nowMs()));
      if (alarms.size > 0) endMinutes = clock.onMinute(evaluateAll);
    },
    close: () => endMinutes(),
  };
}

function stateData({ state: stateValue, reason: stateReason, reasonData }: AlarmRecord) {
  return {
    stateValue,
    stateReason,
    ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) }),
  };
}

/**
 * Alarms on metrics of DynamoDB ignore missing data, whatever is set.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function treatmentOf({ watched, treatMissingData }: MetricAlarmDefinition) {
  const namespaces =
    watched.kind === "metric"
      ? [watched.metric.namespace]
      : watched.queries.flatMap((query) =>
          query.kind === "metric" ? [query.metric.namespace] : [],
        );
  return namespaces.includes("AWS/DynamoDB") ? "ignore" : treatMissingData;
}
