import { decimal } from "../../../workbench/cost/src/exact-decimal.ts";
import type { PriceList } from "../../../workbench/cost/src/prices/price.ts";
import { dynamodbWriteUnits } from "../../../workbench/cost/src/units/request-units.ts";
import { dsqlUnits, leastRowBytes } from "./dsql-units.ts";
import type { OrderWrites } from "./measure-writes.ts";

type Prices = PriceList["prices"];

/** What a database costs, in US dollars. */
export type DatabaseCost = {
  /** A month without orders, with what the relay reads each minute. */
  readonly idle: number;
  readonly order: number;
};

/** The load beside orders: how often something only reads in a month without orders, and how much is stored. */
export type DatabaseLoad = {
  readonly idleReads: number;
  readonly orderReads: number;
  readonly storedGb: number;
};

/** Seconds of the statements in AWS's examples of Aurora DSQL; no time of this machine says anything of them. */
const computeSeconds = { read: 0.003, write: 0.008 };

/** The rows that an order writes, in tables and in indexes, where a change is counted in each index of its table. */
export function rowsOf({ tables }: OrderWrites) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const indexRows = tables.reduce((sum, table) => sum + table.rows * table.indexes, 0);
  const bytes = tables.reduce(
    (sum, { rows: count, rowBytes }) => sum + count * Math.max(rowBytes, leastRowBytes),
    0,
  );
  return { rows, indexRows, bytes: bytes + indexRows * leastRowBytes };
}

/** DPUs of an order, at most: each transaction with the least that is billed, and all bytes beside it. */
export function dsqlUnitsOf(writes: OrderWrites, orderReads: number): number {
  const { bytes } = rowsOf(writes);
  const leastBytes = 1_024;
  const write = { writtenBytes: leastBytes, readBytes: 0, computeSeconds: computeSeconds.write };
  const additional =
    dsqlUnits({ writtenBytes: bytes + leastBytes, readBytes: 0, computeSeconds: 0 }) -
    dsqlUnits({ writtenBytes: leastBytes, readBytes: 0, computeSeconds: 0 });
  return writes.transactions * dsqlUnits(write) + additional + orderReads * readUnits();
}

function readUnits(): number {
  return dsqlUnits({ writtenBytes: 0, readBytes: 0, computeSeconds: computeSeconds.read });
}

export function dsqlCost(
  writes: OrderWrites,
  { idleReads, orderReads, storedGb }: DatabaseLoad,
  prices: Prices,
): DatabaseCost {
  const perUnit = priceOf(prices, "aurora-dsql-million-dpu") / 1_000_000;
  return {
    idle: idleReads * readUnits() * perUnit + storedGb * priceOf(prices, "aurora-dsql-gb-months"),
    order: dsqlUnitsOf(writes, orderReads) * perUnit,
  };
}

/** Each row is an item that is read with strong consistency and written in a transaction; each index row is written once more. */
export function dynamodbUnitsOf(writes: OrderWrites) {
  const items = writes.tables.map(({ rows, rowBytes }) => rows * dynamodbWriteUnits(rowBytes));
  return {
    write: 2 * items.reduce((sum, units) => sum + units, 0) + rowsOf(writes).indexRows,
    read: rowsOf(writes).rows,
  };
}

export function dynamodbCost(
  writes: OrderWrites,
  { idleReads, orderReads, storedGb }: DatabaseLoad,
  prices: Prices,
): DatabaseCost {
  const { write, read } = dynamodbUnitsOf(writes);
  const perRead = priceOf(prices, "dynamodb-read-units");
  const storedPrice =
    priceOf(prices, "dynamodb-gb-months") + priceOf(prices, "dynamodb-recovery-gb-months");
  return {
    idle: idleReads * perRead + storedGb * storedPrice,
    order: write * priceOf(prices, "dynamodb-write-units") + (read + orderReads) * perRead,
  };
}

/** The price of one unit in the first tier. */
function priceOf(prices: Prices, unit: keyof Prices): number {
  const { tiers, per } = prices[unit];
  return decimal(tiers[0]?.usd ?? 0)
    .div(per)
    .toNumber();
}
