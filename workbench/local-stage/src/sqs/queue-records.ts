import type { DatabaseSync } from "node:sqlite";

export type QueueRecords = ReturnType<typeof openQueueRecords>;

/** A message of a FIFO queue: a second one with the same deduplication id gets the same answer. */
export type Deduplication = {
  readonly messageId: string;
  readonly seq: number;
};

/** A receive that may be repeated with the same `ReceiveRequestAttemptId`. */
export type ReceiveAttempt = {
  readonly visibleAtMs: number;
  readonly receipts: readonly { readonly seq: number; readonly receiveCount: number }[];
};

const fiveMinutesMs = 300_000;

/** What SQS stores of a queue besides its messages. */
export function openQueueRecords(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sqs_queues (
      name TEXT PRIMARY KEY,
      createdAtMs INTEGER NOT NULL,
      purgedAtMs INTEGER
    ) STRICT;
    CREATE TABLE IF NOT EXISTS sqs_deduplications (
      queue TEXT NOT NULL,
      deduplicationId TEXT NOT NULL,
      sentAtMs INTEGER NOT NULL,
      messageId TEXT NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (queue, deduplicationId)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sqs_deduplications_by_age ON sqs_deduplications (sentAtMs);
    CREATE TABLE IF NOT EXISTS sqs_receive_attempts (
      queue TEXT NOT NULL,
      attemptId TEXT NOT NULL,
      receivedAtMs INTEGER NOT NULL,
      visibleAtMs INTEGER NOT NULL,
      receipts TEXT NOT NULL,
      PRIMARY KEY (queue, attemptId)
    ) STRICT, WITHOUT ROWID;
  `);
  const register = sqlite.prepare(
    "INSERT INTO sqs_queues (name, createdAtMs) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const queue = sqlite.prepare("SELECT createdAtMs, purgedAtMs FROM sqs_queues WHERE name = ?");
  const purged = sqlite.prepare("UPDATE sqs_queues SET purgedAtMs = ? WHERE name = ?");
  const removeDeduplications = sqlite.prepare("DELETE FROM sqs_deduplications WHERE queue = ?");
  const expireDeduplications = sqlite.prepare("DELETE FROM sqs_deduplications WHERE sentAtMs <= ?");
  const deduplication = sqlite.prepare(
    "SELECT messageId, seq FROM sqs_deduplications WHERE queue = ? AND deduplicationId = ?",
  );
  const remember = sqlite.prepare("INSERT INTO sqs_deduplications VALUES (?, ?, ?, ?, ?)");
  const forgetAttempts = sqlite.prepare("DELETE FROM sqs_receive_attempts WHERE receivedAtMs <= ?");
  const attempt = sqlite.prepare(
    "SELECT visibleAtMs, receipts FROM sqs_receive_attempts WHERE queue = ? AND attemptId = ?",
  );
  const saveAttempt = sqlite.prepare(
    "INSERT OR REPLACE INTO sqs_receive_attempts VALUES (?, ?, ?, ?, ?)",
  );

  return {
    /** Notes when the queue was first seen. */
    register: (name: string, nowMs: number) => void register.run(name, nowMs),
    queue: (name: string) =>
      queue.get(name) as { readonly createdAtMs: number; readonly purgedAtMs: number | null },
    setPurged: (name: string, nowMs: number) => void purged.run(nowMs, name),
    /** Lets messages with the deduplication ids of earlier ones in again, as a purge does. */
    forgetDeduplications: (queueName: string) => void removeDeduplications.run(queueName),
    /** The message of the last five minutes that has this deduplication id. */
    deduplication(queueName: string, id: string, nowMs: number): Deduplication | undefined {
      expireDeduplications.run(nowMs - fiveMinutesMs);
      return deduplication.get(queueName, id) as Deduplication | undefined;
    },
    remember(queueName: string, id: string, nowMs: number, message: Deduplication) {
      remember.run(queueName, id, nowMs, message.messageId, message.seq);
    },
    /** What the attempt received in the last five minutes. */
    attempt(queueName: string, id: string, nowMs: number): ReceiveAttempt | undefined {
      forgetAttempts.run(nowMs - fiveMinutesMs);
      const row = attempt.get(queueName, id) as
        | { visibleAtMs: number; receipts: string }
        | undefined;
      return row && { visibleAtMs: row.visibleAtMs, receipts: JSON.parse(row.receipts) };
    },
    saveAttempt(queueName: string, id: string, nowMs: number, received: ReceiveAttempt) {
      const receipts = JSON.stringify(received.receipts);
      saveAttempt.run(queueName, id, nowMs, received.visibleAtMs, receipts);
    },
  };
}
