import type { State } from "../../stage/state.ts";
import type { AlarmHistoryItem, AlarmRecord } from "./alarm-record.ts";
import type { AlarmState } from "./alarm-state.ts";
import { openAlarmStore } from "./alarm-store.ts";
import { type AnyAlarm, alarmNameOf } from "./any-alarm.ts";

/** The records of a Plan's alarms, in memory and in the stage's state, and their history. */
export type AlarmRecords = {
  /** @throws Error for a name that no alarm has */
  of(name: string): AlarmRecord;
  /** The state of an alarm by its name or ARN. */
  stateOf(nameOrArn: string): AlarmState;
  save(record: AlarmRecord): AlarmRecord;
  addHistory(
    alarm: AnyAlarm,
    atMs: number,
    type: AlarmHistoryItem["type"],
    summary: string,
    data: object,
  ): void;
  history: ReturnType<typeof openAlarmStore>["history"];
  removeHistoryBefore(timeMs: number): void;
  /** Runs `work` in one transaction; an error rolls back, also what is in memory. */
  transaction(work: () => void): void;
};

/** Opens the records. Alarms that the program no longer has are removed, and a changed alarm keeps its state, as on AWS. */
export function openAlarmRecords(
  alarms: readonly AnyAlarm[],
  { state, nowMs }: { readonly state: State; readonly nowMs: () => number },
): AlarmRecords {
  const store = openAlarmStore(state.sqlite);
  const records = new Map<string, AlarmRecord>();
  state.transaction(load);

  function load() {
    const stored = new Map(store.all().map((record) => [record.name, record]));
    for (const alarm of alarms) {
      const { name } = alarm.definition;
      const known = stored.get(name);
      stored.delete(name);
      const definition = JSON.stringify(alarm.definition);
      if (known?.definition === definition) records.set(name, known);
      else configure(alarm, definition, known);
    }
    for (const name of stored.keys()) store.remove(name);
  }

  function configure(alarm: AnyAlarm, definition: string, known: AlarmRecord | undefined) {
    const { name, actionsEnabled } = alarm.definition;
    const atMs = nowMs();
    save({
      state: "INSUFFICIENT_DATA",
      previousState: "INSUFFICIENT_DATA",
      sinceMs: atMs,
      updatedMs: atMs,
      reason: "Unchecked: Initial alarm creation",
      ...known,
      name,
      definition,
      actionsEnabled,
      configuredMs: atMs,
    });
    const done = known ? "updated" : "created";
    addHistory(alarm, atMs, "ConfigurationUpdate", `Alarm "${name}" ${done}`, {
      type: known ? "Update" : "Create",
      [`${done}Alarm`]: alarm.definition,
    });
  }

  function save(record: AlarmRecord): AlarmRecord {
    records.set(record.name, record);
    store.save(record);
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

  return {
    of(name) {
      const record = records.get(name);
      if (record === undefined) throw new Error(`There is no alarm ${name}.`);
      return record;
    },
    stateOf: (nameOrArn) => records.get(alarmNameOf(nameOrArn))?.state ?? "INSUFFICIENT_DATA",
    save,
    addHistory,
    history: store.history,
    removeHistoryBefore: store.removeHistoryBefore,
    transaction(work) {
      const before = [...records.values()];
      try {
        state.transaction(work);
      } catch (error) {
        for (const record of before) records.set(record.name, record);
        throw error;
      }
    },
  };
}
