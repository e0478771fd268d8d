import { formatMoney } from "@stagecraft/contracts/money";
import { type DailySales, DailySalesQuery } from "@stagecraft/contracts/sales-daily";
import { type DaySales, salesRepository } from "@stagecraft/database/sales-repository";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import { readQuery } from "../read-request.ts";
import type { Route } from "./route.ts";

export const listDailySalesRoute: Route =
  ({ database }) =>
  async (c) => {
    const query = readQuery(c, DailySalesQuery);
    if (!query.ok) return query.response;
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
