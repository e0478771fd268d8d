import type { ProviderOverrides } from "@stagecraft/operations/local-system/start-fake-provider";
import type { Scenario } from "../scenarios/open-scenario.ts";
import { seedStock } from "../scenarios/seed-stock.ts";

const soldOut = "22423";
const priceMinor = 1_275;

/** Of the twelve quantities that are ordered, one is declined and one is charged after 20 seconds. */
export const ordinaryProvider: ProviderOverrides = {
  decide: ({ amountMinor }) => ({
    settlesAs: amountMinor === 3 * priceMinor ? "declined" : "succeeded",
    afterMs: amountMinor === 11 * priceMinor ? 20_000 : 0,
  }),
};

/**
 * Runs an ordinary day's traffic for some minutes of the stage's clock, which skips the waiting times: a few orders a minute,
 * some of them for an amount that `ordinaryProvider` declines or charges late, and now and then one for a product that is sold out.
 * @param say is told every tenth minute
 */
export async function runOrders(
  scenario: Scenario,
  minutes: number,
  { say, signal }: { say(line: string): void; readonly signal: AbortSignal },
): Promise<void> {
  await seedStock(scenario, { "85123A": 100_000, [soldOut]: 2 });
  for (let minute = 0; minute < minutes; minute += 1) {
    signal.throwIfAborted();
    if (minute % 10 === 0) say(`minute ${minute} of ${minutes}`);
    if (minute === Math.floor(minutes / 2)) await seedStock(scenario, { "71053": 500 });
    for (let order = 0; order < ordersIn(minute); order += 1) {
      const id = await place(scenario, "85123A", 1 + ((7 * minute + order) % 12));
      await scenario.statusOf(id);
    }
    if (minute % 13 === 5) await place(scenario, soldOut, 1);
    await scenario.passMinutes(1);
  }
}

/** A wave, the same in every run. */
function ordersIn(minute: number): number {
  return Math.round(5 + 2 * Math.sin(minute / 9) + 1.4 * Math.sin(minute / 1.7));
}

function place(scenario: Scenario, code: string, quantity: number) {
  return scenario.place({ lines: [{ code, quantity, price: (priceMinor / 100).toFixed(2) }] });
}
