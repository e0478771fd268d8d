import { formatMoney } from "@stagecraft/contracts/money";
import { parse } from "@stagecraft/contracts/parse";
import { type DailySales, DailySalesQuery } from "@stagecraft/contracts/sales-daily";
import { type DaySales, salesRepository } from "@stagecraft/database/sales-repository";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import type { Route } from "./route.ts";

export const listDailySalesRoute: Route =
  ({ database }) =>
  async (c) => {
    const query = parse(DailySalesQuery, c.req.query());
    if (!query.ok) {
      return problemResponse("invalid-request", "The query does not match its schema.", query);
    }
    const found = await database.run((db) => salesRepository(db).list(query.value));
    return jsonResponse({ sales: found.map(representDay) });
  };

function representDay({ totalMinor, returnedMinor, ...day }: DaySales): DailySales {
  const { currency } = day;
  return {
    ...day,
    total: formatMoney({ minor: totalMinor, currency }),
    returned: formatMoney({ minor: returnedMinor, currency }),
  };
}
