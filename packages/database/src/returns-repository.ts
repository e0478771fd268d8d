import type { Return } from "@stagecraft/domain/return-order";
import { sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { orderLines, orders, returnLines, returns } from "./schema.ts";

export function returnsRepository(db: Db) {
  return {
    /** Stores a return of an order that this transaction has locked, and updates the order's lines. */
    async add({ id, orderId, reference, refundMinor, lines, createdAt }: Return): Promise<void> {
      const column = <T>(values: readonly T[]) => sql.param(values);
      await db.execute(sql`
        with line as (
          select * from unnest(
            ${column(lines.map((line) => line.line))}::integer[],
            ${column(lines.map((line) => line.quantity))}::integer[],
            ${column(lines.map((line) => line.refundMinor))}::bigint[]
          ) as line (line, quantity, refund_minor)
        ), added as (
          insert into ${returns} (id, order_id, reference, refund_minor, created_at)
          values (${id}, ${orderId}, ${reference}, ${refundMinor}, ${createdAt})
        ), added_lines as (
          insert into ${returnLines} (return_id, order_id, line, quantity, refund_minor)
          select ${id}, ${orderId}, line.* from line
        ), returned as (
          update ${orderLines} set returned = returned + line.quantity
          from line
          where ${orderLines.orderId} = ${orderId} and ${orderLines.line} = line.line
        )
        update ${orders} set version = version + 1 where id = ${orderId}`);
    },
  };
}
