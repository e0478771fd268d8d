import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Charge, ChargeRequest, ChargeStatus } from "@stagecraft/contracts/payments/charge";
import type { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import type { Refund } from "@stagecraft/contracts/payments/refund";
import { type Behaviour, chargeOutcomeOf, isDuplicated } from "./behaviour.ts";

type Row = {
  readonly id: string;
  readonly key: string;
  readonly reference: ChargeId;
  readonly amountMinor: number;
  readonly currency: Charge["currency"];
  readonly status: ChargeStatus;
  readonly settlesAs: "succeeded" | "declined";
};

/** An event that is due for delivery. `tries` counts the failed attempts. */
export type DueDelivery = { readonly id: number; readonly body: string; readonly tries: number };

/** A charge in the ledger. */
export type LedgerEntry = Pick<Row, "reference" | "amountMinor" | "currency" | "status"> & {
  /** Sum of its refunds. */
  readonly refundedMinor: number;
};

export type DeliveryCounts = {
  readonly delivered: number;
  readonly waiting: number;
  readonly givenUp: number;
};

const schema = `
  create table if not exists charges (
    id text primary key, key text not null unique, reference text not null unique,
    amountMinor integer not null, currency text not null, status text not null,
    settlesAs text not null, settlesAtMs integer
  ) strict;
  create table if not exists closedReferences (reference text primary key) strict;
  create table if not exists refunds (
    key text primary key, reference text not null, outcome text not null, refundedMinor integer not null
  ) strict;
  create table if not exists deliveries (
    id integer primary key, body text not null, dueAtMs integer, tries integer not null,
    state text not null
  ) strict;
  create index if not exists chargesDue on charges (settlesAtMs) where settlesAtMs is not null;
  create index if not exists deliveriesDue on deliveries (dueAtMs) where dueAtMs is not null`;

/** Delay of the second delivery of a duplicated event. */
const duplicateAfterMs = 500;

/** The provider's ledger. It is a SQLite file, so charges and pending deliveries survive a restart. */
export type Ledger = ReturnType<typeof openLedger>;

export function openLedger(file: string, behaviour: Behaviour) {
  const sqlite = new DatabaseSync(file);
  sqlite.exec("pragma journal_mode = wal; pragma synchronous = normal;");
  sqlite.exec(schema);

  const byKey = sqlite.prepare("select * from charges where key = ?");
  const byReference = sqlite.prepare("select * from charges where reference = ?");
  const addCharge = sqlite.prepare(
    "insert into charges values (:id, :key, :reference, :amountMinor, :currency, :status, :settlesAs, :settlesAtMs)",
  );
  const setStatus = sqlite.prepare(
    "update charges set status = ?, settlesAtMs = null where reference = ?",
  );
  const chargesToSettle = sqlite.prepare("select * from charges where settlesAtMs <= ?");
  const isClosed = sqlite.prepare("select 1 from closedReferences where reference = ?");
  const close = sqlite.prepare("insert or ignore into closedReferences values (?)");
  const refundByKey = sqlite.prepare(
    "select reference, outcome, refundedMinor from refunds where key = ?",
  );
  const addRefund = sqlite.prepare(
    "insert into refunds values (:key, :reference, :outcome, :refundedMinor)",
  );
  const addDelivery = sqlite.prepare(
    "insert into deliveries (body, dueAtMs, tries, state) values (?, ?, 0, 'waiting')",
  );
  const dueDeliveries = sqlite.prepare(
    "select id, body, tries from deliveries where dueAtMs <= ? order by dueAtMs, id limit ?",
  );
  const endDelivery = sqlite.prepare(
    "update deliveries set state = ?, dueAtMs = null where id = ?",
  );
  const reschedule = sqlite.prepare("update deliveries set dueAtMs = ?, tries = ? where id = ?");
  const next = sqlite.prepare(
    `select min(dueAtMs) as dueAtMs from (
      select min(settlesAtMs) as dueAtMs from charges
      union all select min(dueAtMs) from deliveries)`,
  );
  const entries = sqlite.prepare(
    `select reference, amountMinor, currency, status, (
      select coalesce(sum(refundedMinor), 0) from refunds where refunds.reference = charges.reference
    ) as refundedMinor from charges order by reference`,
  );
  const counts = sqlite.prepare("select state, count(*) as count from deliveries group by state");

  function atomically<Result>(work: () => Result): Result {
    sqlite.exec("begin immediate");
    try {
      const result = work();
      sqlite.exec("commit");
      return result;
    } catch (error) {
      sqlite.exec("rollback");
      throw error;
    }
  }

  /** Queues an event for delivery. */
  function addEvent(type: string, reference: ChargeId, nowMs: number) {
    const createdAt = new Date(nowMs).toISOString();
    const body = JSON.stringify({
      id: `evt_${randomUUID()}`,
      type,
      createdAt,
      data: { reference },
    });
    addDelivery.run(body, nowMs);
    if (isDuplicated(reference, type, behaviour)) addDelivery.run(body, nowMs + duplicateAfterMs);
  }

  function changeStatus({ reference }: Row, status: ChargeStatus, nowMs: number) {
    setStatus.run(status, reference);
    addEvent(`charge.${status}`, reference, nowMs);
  }

  /** Cancels a pending charge and refunds a settled one. A second refund under another key refunds again. */
  function refundOrCancel(reference: ChargeId, nowMs: number): Refund {
    const row = byReference.get(reference) as Row | undefined;
    switch (row?.status) {
      case "succeeded":
        changeStatus(row, "refunded", nowMs);
        return { reference, outcome: "refunded", refundedMinor: row.amountMinor };
      case "refunded":
        return { reference, outcome: "refunded", refundedMinor: row.amountMinor };
      case "pending":
        changeStatus(row, "cancelled", nowMs);
        return { reference, outcome: "cancelled", refundedMinor: 0 };
      case "cancelled":
        return { reference, outcome: "cancelled", refundedMinor: 0 };
      default:
        return { reference, outcome: "nothing-charged", refundedMinor: 0 };
    }
  }

  return {
    /**
     * Creates the charge, or returns the existing charge of this key. `conflict`: the key belongs to another request, or the
     * reference was charged under another key.
     */
    charge(key: string, request: ChargeRequest, nowMs: number): Charge | "conflict" {
      return atomically(() => {
        const known = (byKey.get(key) ?? byReference.get(request.reference)) as Row | undefined;
        if (known) return isSameRequest(known, key, request) ? asCharge(known) : "conflict";
        const outcome =
          behaviour.decide?.(request) ?? chargeOutcomeOf(request.reference, behaviour);
        const { settlesAs, afterMs } = outcome;
        const closed = isClosed.get(request.reference) !== undefined;
        const status = closed ? "cancelled" : "pending";
        const row = { ...request, id: `pay_${randomUUID()}`, key, status, settlesAs } as const;
        addCharge.run({ ...row, settlesAtMs: closed ? null : nowMs + afterMs });
        if (!closed && afterMs > 0) addEvent("charge.pending", request.reference, nowMs);
        return asCharge(row);
      });
    },

    /**
     * Refunds or cancels the charge and closes its reference, or returns the earlier result of this key. `conflict`: the key
     * belongs to another reference.
     */
    refund(key: string, reference: ChargeId, nowMs: number): Refund | "conflict" {
      return atomically(() => {
        const known = refundByKey.get(key) as Refund | undefined;
        if (known) return known.reference === reference ? { ...known } : "conflict";
        close.run(reference);
        const refund = refundOrCancel(reference, nowMs);
        addRefund.run({ key, ...refund });
        return refund;
      });
    },

    /** Settles the charges that are due. */
    settle(nowMs: number): void {
      const due = chargesToSettle.all(nowMs) as unknown as Row[];
      if (due.length === 0) return;
      atomically(() => {
        for (const row of due) changeStatus(row, row.settlesAs, nowMs);
      });
    },

    due: (nowMs: number, limit: number) =>
      dueDeliveries.all(nowMs, limit) as unknown as DueDelivery[],
    delivered: (id: number) => void endDelivery.run("delivered", id),
    giveUp: (id: number) => void endDelivery.run("givenUp", id),
    reschedule: (id: number, { dueAtMs, tries }: { dueAtMs: number; tries: number }) =>
      void reschedule.run(dueAtMs, tries, id),
    /** When the next charge settles or the next delivery is due; null when there is neither. */
    nextDueMs: () => (next.get() as { dueAtMs: number | null }).dueAtMs,
    entries: () => entries.all() as unknown as LedgerEntry[],
    deliveries(): DeliveryCounts {
      const rows = counts.all() as { state: string; count: number }[];
      const found = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
      return { delivered: 0, waiting: 0, givenUp: 0, ...found };
    },
    close: () => sqlite.close(),
  };
}

function isSameRequest(row: Row, key: string, { reference, amountMinor, currency }: ChargeRequest) {
  return (
    row.key === key &&
    row.reference === reference &&
    row.amountMinor === amountMinor &&
    row.currency === currency
  );
}

function asCharge({ id, reference, status, amountMinor, currency }: Row): Charge {
  return { id, reference, status, amountMinor, currency };
}
