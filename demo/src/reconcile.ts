import type { RejectReason } from "./online-retail/reject.ts";
import type { ReplayResult, Sent } from "./replay.ts";
import type { StoredFigures } from "./stored.ts";
import type { Totals } from "./totals.ts";

/** Number of data rows by result. */
export type RowsRead = {
  readonly rows: number;
  readonly orderRows: number;
  readonly returnRows: number;
  /** Rows after the last order of the replay. */
  readonly leftOutRows: number;
  readonly rejects: { readonly [reason in RejectReason]?: number };
};

/** Number of messages by dead-letter queue. */
export type DeadLetters = { readonly [queue: string]: number };

type Difference = {
  readonly what: string;
  readonly expected: number;
  readonly found: number;
};

/** A table of the reconciliation, with checked and informational figures. */
type Section = {
  readonly title: string;
  readonly figures: readonly Figure[];
};

export type Figure = {
  readonly label: string;
  readonly value: number;
  readonly unit: "count" | "minor";
  /** What `value` must be; undefined for an informational figure. */
  readonly expected?: number;
};

export type Reconciliation = {
  readonly balances: boolean;
  readonly sections: readonly Section[];
  readonly differences: readonly Difference[];
};

/**
 * Compares what was read, sent and stored for this run's invoices, and checks all stored data for consistency. It balances when
 * every figure has its expected value.
 */
export function reconcile(input: {
  readonly read: RowsRead;
  readonly sent: ReplayResult;
  /** Stored orders and returns of this run. */
  readonly run: StoredFigures;
  /** All stored orders and returns. */
  readonly state: StoredFigures;
  readonly totals: Totals;
  readonly deadLetters: DeadLetters;
}): Reconciliation {
  const { read, sent, run, state, totals, deadLetters } = input;
  const sections = [
    { title: "rows read", figures: rowFigures(read) },
    { title: "this run: orders", figures: orderFigures(sent, run) },
    { title: "this run: returns", figures: returnFigures(sent, run) },
    { title: "all stored data", figures: stateFigures(state) },
    { title: "totals", figures: totalFigures(totals, state) },
    {
      title: "dead-letter messages",
      figures: Object.entries(deadLetters).map(([queue, depth]) => count(queue, depth, 0)),
    },
  ];
  const differences = sections.flatMap(({ title, figures }) =>
    figures.flatMap(({ label, value, expected }) =>
      expected === undefined || expected === value
        ? []
        : [{ what: `${title}: ${label}`, expected, found: value }],
    ),
  );
  return { balances: differences.length === 0, sections, differences };
}

function count(label: string, value: number, expected?: number): Figure {
  return { label, value, unit: "count", ...(expected !== undefined && { expected }) };
}

function money(label: string, value: number, expected?: number): Figure {
  return { label, value, unit: "minor", ...(expected !== undefined && { expected }) };
}

function rowFigures(read: RowsRead): readonly Figure[] {
  const rejects = Object.entries(read.rejects);
  const rejected = rejects.reduce((sum, [, rows]) => sum + rows, 0);
  const { orderRows, returnRows, leftOutRows } = read;
  return [
    count("in orders", orderRows),
    count("in returns", returnRows),
    ...rejects.map(([reason, rows]) => count(`rejected: ${reason}`, rows)),
    ...(leftOutRows > 0 ? [count("left out", leftOutRows)] : []),
    count("accounted for", orderRows + returnRows + leftOutRows + rejected, read.rows),
  ];
}

function orderFigures(
  { orders, cancellations }: ReplayResult,
  run: StoredFigures,
): readonly Figure[] {
  const accepted = acceptedOf(orders);
  return [
    count("sent", orders.length),
    count("sent more than once", sentAgain(orders)),
    count("accepted", accepted.length, orders.length),
    count("accepted before", accepted.filter(({ replayed }) => replayed).length),
    count("cancellations requested", cancellations),
    count("stored", run.orders, orders.length),
    ...endFigures(run, orders.length),
    count("lines sent", lines(orders)),
    count("lines stored", run.orderLines, lines(orders)),
    money("money in requests", total(orders)),
    money("money in responses", total(accepted), total(orders)),
    money("money stored", run.ordersMinor, total(orders)),
    money("money of stored lines", run.orderLinesMinor, run.ordersMinor),
    count("outbox rows unpublished", run.unpublished, 0),
  ];
}

function returnFigures(
  { returns, skippedReturns }: ReplayResult,
  run: StoredFigures,
): readonly Figure[] {
  const accepted = acceptedOf(returns);
  return [
    count("sent", returns.length),
    count("sent more than once", sentAgain(returns)),
    count("not sent: order not fulfilled", skippedReturns),
    count("accepted", accepted.length, returns.length),
    count("accepted before", accepted.filter(({ replayed }) => replayed).length),
    count("stored", run.returns, returns.length),
    money("refund in requests", total(returns)),
    money("refund in responses", total(accepted), total(returns)),
    money("refund stored", run.returnsMinor, total(returns)),
  ];
}

function stateFigures(state: StoredFigures): readonly Figure[] {
  return [
    count("orders", state.orders),
    ...endFigures(state, state.orders),
    count("order lines", state.orderLines),
    money("money of orders", state.ordersMinor),
    money("money of order lines", state.orderLinesMinor, state.ordersMinor),
    count("returns", state.returns),
    money("refunds", state.returnsMinor),
    money("refunds of return lines", state.returnLinesMinor, state.returnsMinor),
    count("pieces of return lines", state.returnLinesPieces, state.returnedPieces),
    count("outbox rows unpublished", state.unpublished, 0),
  ];
}

/** Figures by final state. Every order has exactly one. */
function endFigures(stored: StoredFigures, orders: number): readonly Figure[] {
  const ended = orders - stored.unfinished;
  return [
    count("in a final state", ended, orders),
    count("fulfilled", stored.fulfilled),
    count("out of stock", stored.outOfStock),
    count("payment declined", stored.declined),
    count("payment timed out", stored.timedOut),
    count("cancelled", stored.cancelled),
    count("failed", stored.failed, 0),
    count("needs attention", stored.needsAttention, 0),
  ];
}

function totalFigures(totals: Totals, state: StoredFigures): readonly Figure[] {
  return [
    money("money of fulfilled orders", state.fulfilledMinor),
    money("charged and not refunded", totals.chargedMinor, state.fulfilledMinor),
    money("sales in the projection", totals.projectedMinor, state.fulfilledMinor),
    money("returns in the projection", totals.projectedReturnsMinor, state.returnsMinor),
    count("catalogues imported", totals.imports),
    count("pieces in the catalogue", totals.cataloguePieces),
    count("pieces sold", totals.soldPieces),
    // A second catalogue overwrites the stock, so the check is only possible after one import.
    totals.imports === 1
      ? count("pieces on hand", totals.onHandPieces, totals.cataloguePieces - totals.soldPieces)
      : count("pieces on hand", totals.onHandPieces),
    count("pieces reserved", totals.reservedPieces, 0),
  ];
}

const sentAgain = (sent: readonly Sent[]) => sent.filter(({ retries }) => retries > 0).length;

const acceptedOf = (sent: readonly Sent[]) =>
  sent.map(({ outcome }) => outcome).filter((outcome) => outcome.ok);

const lines = (sent: readonly Sent[]) => sent.reduce((sum, each) => sum + each.lines, 0);

const total = (amounts: readonly { readonly minor: number }[]) =>
  amounts.reduce((sum, { minor }) => sum + minor, 0);
