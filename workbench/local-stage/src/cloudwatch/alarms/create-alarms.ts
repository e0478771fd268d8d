import type { Plan } from "@stagecraft/plan/plan";
import { AwsError } from "../../common/aws-error.ts";
import type { Clock } from "../../common/clock.ts";
import type { Reports } from "../../stage/report.ts";
import type { State } from "../../stage/state.ts";
import type { Metrics } from "../create-metrics.ts";
import type { AlarmChange, AlarmStatus } from "./alarm-change.ts";
import type { AlarmRecord } from "./alarm-record.ts";
import { historyKeptMs } from "./alarm-store.ts";
import { type AnyAlarm, alarmNameOf } from "./any-alarm.ts";
import type { CompiledAlarm } from "./compile-alarm.ts";
import { createAlarmActions } from "./create-alarm-actions.ts";
import { createAlarmReader } from "./create-alarm-reader.ts";
import type { Publish } from "./create-publish.ts";
import { type CompiledComposite, evaluateCompositeAlarm } from "./evaluate-composite-alarm.ts";
import { evaluateMetricAlarm, type NewState } from "./evaluate-metric-alarm.ts";
import { type AlarmRecords, openAlarmRecords } from "./open-alarm-records.ts";
import { alarmsIn } from "./parse-alarm-rule.ts";

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
  setState(name: string, next: NewState): void;
  /** Names that no alarm has are ignored. */
  enableActions(names: readonly string[], enabled: boolean): void;
  history: AlarmRecords["history"];
  /** Evaluates composite alarms for the first time, and all alarms at each full minute from now on. */
  start(): void;
  close(): void;
};

type EnteredState = { readonly alarm: AnyAlarm; readonly next: NewState };

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
  const declared: readonly AnyAlarm[] = [
    ...metricAlarms.map(({ definition }) => ({ type: "MetricAlarm", definition }) as const),
    ...compositeAlarms.map(({ definition }) => ({ type: "CompositeAlarm", definition }) as const),
  ].toSorted((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  const byName = new Map(declared.map((alarm) => [alarm.definition.name, alarm]));
  const children = new Map(
    compositeAlarms.map(({ definition, rule }) => [
      definition.name,
      alarmsIn(rule).map(alarmNameOf),
    ]),
  );
  const readers = metricAlarms.map((alarm) => ({
    definition: alarm.definition,
    read: createAlarmReader(alarm, metrics),
  }));
  const records = openAlarmRecords(declared, { state, nowMs: clock.nowMs });
  const actions = createAlarmActions({ records, plan, publish });
  /** Those of the transaction that is under way. */
  let changes: AlarmChange[] = [];
  let endMinutes = () => {};

  /** Runs `work` in one transaction, and then tells of the changes that it made. */
  function change(work: () => void) {
    changes = [];
    records.transaction(work);
    for (const each of changes) onAlarm(each);
  }

  function enter(alarm: AnyAlarm, next: NewState, atMs: number) {
    const { definition } = alarm;
    const before = records.of(definition.name);
    const { reasonData: _, ...kept } = before;
    const entered = records.save({
      ...kept,
      ...next,
      previousState: before.state,
      sinceMs: atMs,
      updatedMs: atMs,
    });
    const summary = `Alarm updated from ${before.state} to ${next.state}`;
    const data = { oldState: stateData(before), newState: stateData(entered) };
    records.addHistory(alarm, atMs, "StateUpdate", summary, data);
    changes.push({
      alarm: definition.logicalName,
      alarmName: definition.name,
      from: before.state,
      to: next.state,
      reason: next.reason,
      atMs,
      actions: actions.act(alarm, atMs),
    });
  }

  /** The states that metric alarms go into. It stores metrics that wait, and so is not part of the alarms' transaction. */
  function evaluateMetricAlarms(minuteMs: number): readonly EnteredState[] {
    return readers.flatMap(({ definition, read }) => {
      try {
        const from = records.stateOf(definition.name);
        const next = evaluateMetricAlarm(definition, from, read(minuteMs), minuteMs);
        return next ? [{ alarm: { type: "MetricAlarm", definition }, next }] : [];
      } catch (error) {
        // An expression that fails with these data must not keep the other alarms from their evaluation.
        if (!(error instanceof AwsError)) throw error;
        fail(`alarm ${definition.logicalName}`, error);
        return [];
      }
    });
  }

  /** Until nothing changes any more, since composite alarms may be about others. */
  function evaluateCompositeAlarms(atMs: number) {
    for (let pass = 0; pass <= compositeAlarms.length; pass += 1) {
      const entered = compositeAlarms.filter((alarm) => evaluateComposite(alarm, atMs));
      if (entered.length === 0) break;
    }
    for (const { definition } of compositeAlarms) actions.advance(definition, atMs);
  }

  /** Whether its state has changed. */
  function evaluateComposite(alarm: CompiledComposite, atMs: number): boolean {
    const { definition } = alarm;
    const known = (children.get(definition.name) ?? []).flatMap((name) => {
      const child = byName.get(name);
      return child ? [{ ...records.of(name), arn: child.definition.arn }] : [];
    });
    const from = records.of(definition.name);
    const next = evaluateCompositeAlarm(alarm, from, known, records.stateOf);
    if (next) enter({ type: "CompositeAlarm", definition }, next, atMs);
    return next !== undefined;
  }

  /** An error, such as a full disk, must not end the stage. */
  function evaluateAll(minuteMs: number) {
    try {
      const entered = evaluateMetricAlarms(minuteMs);
      change(() => {
        for (const { alarm, next } of entered) enter(alarm, next, minuteMs);
        evaluateCompositeAlarms(minuteMs);
        if (minuteMs % hourMs === 0) records.removeHistoryBefore(minuteMs - historyKeptMs);
      });
    } catch (error) {
      fail("alarms", error as Error);
    }
  }

  function fail(what: string, error: Error) {
    const message = `${what} could not be evaluated: ${error.message}`;
    reports.add({ kind: "failed", key: `evaluation of ${what}`, message });
  }

  return {
    all: () => declared.map((alarm) => ({ ...alarm, record: records.of(alarm.definition.name) })),
    statuses: () =>
      declared.map(({ type, definition: { logicalName, name } }) => ({
        logicalName,
        name,
        kind: type === "MetricAlarm" ? "metric" : "composite",
        state: records.of(name).state,
        sinceMs: records.of(name).sinceMs,
        reason: records.of(name).reason,
      })),
    find(name) {
      const alarm = byName.get(name);
      return alarm && { ...alarm, record: records.of(name) };
    },
    childrenOf: (name) => children.get(name) ?? [],
    setState(name, next) {
      const alarm = byName.get(name);
      if (alarm === undefined) return;
      const atMs = clock.nowMs();
      change(() => {
        if (next.state !== records.stateOf(name)) enter(alarm, next, atMs);
        else records.save({ ...records.of(name), ...next, updatedMs: atMs });
        evaluateCompositeAlarms(atMs);
      });
    },
    enableActions(names, enabled) {
      records.transaction(() => {
        for (const name of names) {
          const alarm = byName.get(name);
          if (alarm === undefined || records.of(name).actionsEnabled === enabled) continue;
          records.save({ ...records.of(name), actionsEnabled: enabled });
          const updatedAlarm = { ...alarm.definition, actionsEnabled: enabled };
          const data = { type: "Update", updatedAlarm };
          const summary = `Alarm "${name}" updated`;
          records.addHistory(alarm, clock.nowMs(), "ConfigurationUpdate", summary, data);
        }
      });
    },
    history: records.history,
    start() {
      change(() => evaluateCompositeAlarms(clock.nowMs()));
      if (declared.length > 0) endMinutes = clock.onMinute(evaluateAll);
    },
    close: () => endMinutes(),
  };
}

function stateData({ state, reason, reasonData }: NewState) {
  return {
    stateValue: state,
    stateReason: reason,
    ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) }),
  };
}
