import type { DatabaseSync } from "node:sqlite";
import type { AlarmHistoryItem, AlarmRecord } from "./alarm-record.ts";

/** How long CloudWatch keeps an alarm's history: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
export const historyKeptMs = 30 * 24 * 60 * 60_000;

/** The tables of alarms and their history. It does not know CloudWatch's rules. */
export function openAlarmStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS cloudwatch_alarms (
      name TEXT PRIMARY KEY,
      record TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS cloudwatch_alarm_history (
      id INTEGER PRIMARY KEY,
      alarm TEXT NOT NULL,
      alarmType TEXT NOT NULL,
      atMs INTEGER NOT NULL,
      type TEXT NOT NULL,
      summary TEXT NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS cloudwatch_alarm_history_by_time ON cloudwatch_alarm_history (atMs);
  `);
  const all = sqlite.prepare("SELECT record FROM cloudwatch_alarms");
  const replace = sqlite.prepare("INSERT OR REPLACE INTO cloudwatch_alarms VALUES (?, ?)");
  const remove = sqlite.prepare("DELETE FROM cloudwatch_alarms WHERE name = ?");
  const insertItem = sqlite.prepare(
    "INSERT INTO cloudwatch_alarm_history (alarm, alarmType, atMs, type, summary, data) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const history = sqlite.prepare(`
    SELECT alarm, alarmType, atMs, type, summary, data FROM cloudwatch_alarm_history
    WHERE (?1 IS NULL OR alarm = ?1) AND (?2 IS NULL OR type = ?2) AND atMs >= ?3 AND atMs < ?4
    ORDER BY atMs, id
  `);
  const removeOld = sqlite.prepare("DELETE FROM cloudwatch_alarm_history WHERE atMs < ?");
  return {
    all: (): readonly AlarmRecord[] =>
      (all.all() as { record: string }[]).map(({ record }) => JSON.parse(record)),
    save: (record: AlarmRecord) => void replace.run(record.name, JSON.stringify(record)),
    remove: (name: string) => void remove.run(name),
    add({ alarm, alarmType, atMs, type, summary, data }: AlarmHistoryItem) {
      insertItem.run(alarm, alarmType, atMs, type, summary, data);
    },
    /** In order of time. */
    history: (filter: {
      readonly alarm?: string | undefined;
      readonly type?: string | undefined;
      readonly fromMs: number;
      readonly toMs: number;
    }) =>
      history.all(
        filter.alarm ?? null,
        filter.type ?? null,
        filter.fromMs,
        filter.toMs,
      ) as unknown as readonly AlarmHistoryItem[],
    removeHistoryBefore: (timeMs: number) => void removeOld.run(timeMs),
  };
}
