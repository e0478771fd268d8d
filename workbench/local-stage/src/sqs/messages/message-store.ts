import type { DatabaseSync } from "node:sqlite";

/** Who has received a message in flight: a poller, which ends with the stage, or a client, which does not. */
export type Holder = "poller" | "client";

export type NewMessage = {
  readonly queue: string;
  readonly messageId: string;
  readonly sentAtMs: number;
  readonly visibleAtMs: number;
  readonly receiveCount: number;
  readonly firstReceivedAtMs: number | null;
  readonly senderId: string;
  readonly md5OfBody: string;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  readonly deadLetterSourceArn: string | null;
  readonly traceHeader: string | null;
  /** JSON of `MessageAttributes`. */
  readonly attributes: string | null;
  readonly body: string;
};

export type StoredMessage = NewMessage & {
  /** Order of arrival over all queues; never used twice. */
  readonly seq: number;
  readonly heldBy: Holder | null;
  /** When it was last received. */
  readonly receivedAtMs: number | null;
};

/** Messages of a queue by state; expired messages are not counted. */
export type QueueDepth = {
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
};

export type MessageStore = ReturnType<typeof openMessageStore>;

/** The table of messages and its statements. It does not know SQS's rules. */
export function openMessageStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sqs_messages (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      queue TEXT NOT NULL,
      messageId TEXT NOT NULL,
      sentAtMs INTEGER NOT NULL,
      visibleAtMs INTEGER NOT NULL,
      heldBy TEXT,
      receiveCount INTEGER NOT NULL,
      firstReceivedAtMs INTEGER,
      receivedAtMs INTEGER,
      senderId TEXT NOT NULL,
      md5OfBody TEXT NOT NULL,
      groupId TEXT,
      deduplicationId TEXT,
      deadLetterSourceArn TEXT,
      traceHeader TEXT,
      attributes TEXT,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sqs_messages_by_visibility ON sqs_messages (queue, visibleAtMs);
    CREATE INDEX IF NOT EXISTS sqs_messages_by_group ON sqs_messages (queue, groupId, seq)
      WHERE groupId IS NOT NULL;
  `);
  const columns =
    "queue, messageId, sentAtMs, visibleAtMs, receiveCount, firstReceivedAtMs, senderId, md5OfBody, groupId, deduplicationId, deadLetterSourceArn, traceHeader, attributes, body";
  const insert = sqlite.prepare(
    `INSERT INTO sqs_messages (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const bySeq = sqlite.prepare("SELECT * FROM sqs_messages WHERE seq = ?");
  const available = sqlite.prepare(
    "SELECT * FROM sqs_messages WHERE queue = ? AND visibleAtMs <= ? ORDER BY visibleAtMs, seq",
  );
  const oneAvailable = sqlite.prepare(
    "SELECT 1 FROM sqs_messages WHERE queue = ? AND visibleAtMs <= ? LIMIT 1",
  );
  const oldestAvailable = sqlite.prepare(
    "SELECT * FROM sqs_messages WHERE queue = ? AND visibleAtMs <= ? AND seq <= ? ORDER BY seq LIMIT ?",
  );
  // Steps from group to group through the index. A message that is delayed or in flight holds back itself and those after it, so
  // a group waits while its first message does.
  const freeGroups = sqlite.prepare(`
    WITH RECURSIVE groups (groupId) AS (
      SELECT min(groupId) FROM sqs_messages WHERE queue = ?1 AND groupId IS NOT NULL
      UNION ALL
      SELECT (SELECT min(groupId) FROM sqs_messages
        WHERE queue = ?1 AND groupId > groups.groupId AND groupId IS NOT NULL)
      FROM groups WHERE groups.groupId IS NOT NULL
    )
    SELECT first.groupId FROM groups JOIN sqs_messages AS first ON first.seq =
      (SELECT min(seq) FROM sqs_messages
        WHERE queue = ?1 AND groupId = groups.groupId AND groupId IS NOT NULL)
    WHERE first.visibleAtMs <= ?2
    ORDER BY first.seq
  `);
  const ofGroup = sqlite.prepare(
    "SELECT * FROM sqs_messages WHERE queue = ? AND groupId = ? ORDER BY seq",
  );
  const hold = sqlite.prepare(`
    UPDATE sqs_messages SET heldBy = ?, visibleAtMs = ?, receivedAtMs = ?,
      receiveCount = receiveCount + 1, firstReceivedAtMs = coalesce(firstReceivedAtMs, ?)
    WHERE seq = ?
  `);
  const show = sqlite.prepare("UPDATE sqs_messages SET visibleAtMs = ? WHERE seq = ?");
  const remove = sqlite.prepare("DELETE FROM sqs_messages WHERE seq = ?");
  const removeReceived = sqlite.prepare(
    "DELETE FROM sqs_messages WHERE seq = ? AND queue = ? AND receiveCount = ?",
  );
  const purge = sqlite.prepare("DELETE FROM sqs_messages WHERE queue = ?");
  const expire = sqlite.prepare("DELETE FROM sqs_messages WHERE queue = ? AND sentAtMs <= ?");
  const releasePollers = sqlite.prepare(
    "UPDATE sqs_messages SET visibleAtMs = ?1, heldBy = NULL WHERE heldBy = 'poller' AND visibleAtMs > ?1",
  );
  const nextVisible = sqlite.prepare(
    "SELECT min(visibleAtMs) AS dueAtMs FROM sqs_messages WHERE queue = ? AND visibleAtMs > ?",
  );
  const inFlight = sqlite.prepare(
    "SELECT count(*) AS held FROM sqs_messages WHERE queue = ? AND visibleAtMs > ? AND heldBy IS NOT NULL",
  );
  const depth = sqlite.prepare(`
    SELECT count(*) FILTER (WHERE visibleAtMs <= ?2) AS visible,
      count(*) FILTER (WHERE visibleAtMs > ?2 AND heldBy IS NOT NULL) AS notVisible,
      count(*) FILTER (WHERE visibleAtMs > ?2 AND heldBy IS NULL) AS delayed
    FROM sqs_messages WHERE queue = ?1 AND sentAtMs > ?3
  `);
  // A message in a dead-letter queue counts from its move: it became visible then, or was received later.
  const oldest = sqlite.prepare(`
    SELECT min(CASE WHEN deadLetterSourceArn IS NULL THEN sentAtMs
      ELSE min(visibleAtMs, coalesce(receivedAtMs, visibleAtMs)) END) AS sinceMs
    FROM sqs_messages
    WHERE queue = ?1 AND sentAtMs > ?2 AND (receiveCount < ?3 OR deadLetterSourceArn IS NOT NULL)
  `);
  const lastSeq = sqlite.prepare(
    "SELECT coalesce(max(seq), 0) AS seq FROM sqs_messages WHERE queue = ?",
  );
  const rows = (iterator: Iterable<unknown>) => iterator as Iterable<StoredMessage>;

  return {
    insert(message: NewMessage): number {
      const { lastInsertRowid } = insert.run(
        message.queue,
        message.messageId,
        message.sentAtMs,
        message.visibleAtMs,
        message.receiveCount,
        message.firstReceivedAtMs,
        message.senderId,
        message.md5OfBody,
        message.groupId,
        message.deduplicationId,
        message.deadLetterSourceArn,
        message.traceHeader,
        message.attributes,
        message.body,
      );
      return Number(lastInsertRowid);
    },
    bySeq: (seq: number) => bySeq.get(seq) as StoredMessage | undefined,
    /** What may be received now, longest visible first. */
    available: (queue: string, nowMs: number) => rows(available.iterate(queue, nowMs)),
    hasAvailable: (queue: string, nowMs: number) => oneAvailable.get(queue, nowMs) !== undefined,
    /** The oldest visible messages up to `throughSeq`. */
    oldestAvailable: (queue: string, nowMs: number, throughSeq: number, limit: number) =>
      oldestAvailable.all(queue, nowMs, throughSeq, limit) as StoredMessage[],
    /** The groups that have a message to receive now, the longest waiting first. */
    freeGroups: (queue: string, nowMs: number) =>
      freeGroups.all(queue, nowMs) as { readonly groupId: string }[],
    ofGroup: (queue: string, groupId: string) => rows(ofGroup.iterate(queue, groupId)),
    hold(seq: number, holder: Holder, nowMs: number, untilMs: number) {
      hold.run(holder, untilMs, nowMs, nowMs, seq);
    },
    setVisibleAt: (seq: number, visibleAtMs: number) => void show.run(visibleAtMs, seq),
    remove: (seq: number) => void remove.run(seq),
    /** Removes a message only if it was not received again since. */
    removeReceived: (queue: string, seq: number, receiveCount: number) =>
      removeReceived.run(seq, queue, receiveCount).changes === 1,
    purge: (queue: string) => void purge.run(queue),
    removeSentUntil: (queue: string, timeMs: number) => void expire.run(queue, timeMs),
    releasePollers: (nowMs: number) => void releasePollers.run(nowMs),
    nextVisibleAtMs: (queue: string, afterMs: number) =>
      (nextVisible.get(queue, afterMs) as { dueAtMs: number | null }).dueAtMs ?? undefined,
    inFlight: (queue: string, nowMs: number) =>
      (inFlight.get(queue, nowMs) as { held: number }).held,
    depth: (queue: string, nowMs: number, sentAfterMs: number) => ({
      ...(depth.get(queue, nowMs, sentAfterMs) as QueueDepth),
    }),
    /** Since when the queue has had the oldest of its messages that were received fewer than `receiveCount` times. */
    oldestSinceMs: (queue: string, sentAfterMs: number, receiveCount: number) =>
      (oldest.get(queue, sentAfterMs, receiveCount) as { sinceMs: number | null }).sinceMs ??
      undefined,
    lastSeq: (queue: string) => (lastSeq.get(queue) as { seq: number }).seq,
  };
}
