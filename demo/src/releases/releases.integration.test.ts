import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Order, OrderStatus } from "@stagecraft/contracts/order";
import type { OrderList } from "@stagecraft/contracts/order-list";
import type { DailySalesList } from "@stagecraft/contracts/sales-daily";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "../copy-repository.ts";
import { type Journey, openJourney, root } from "../journeys/open-journey.ts";
import { stockUp } from "../journeys/stock-up.ts";
import { withMigrations, withRoot } from "./other-plan.ts";
import { readPreviousRelease, writeRelease } from "./release.ts";

const stage = "local";
const migrations = "packages/database/migrations";
const minuteMs = 60_000;
const goods = "85123A";
const line = { code: goods, quantity: 2, price: "2.55" };
const declined = { code: goods, quantity: 1, price: "1.01" };
const late = { code: goods, quantity: 1, price: "2.02" };
const paymentWishes = {
  decide: ({ amountMinor }: { amountMinor: number }) =>
    ({
      settlesAs: amountMinor === 101 ? "declined" : "succeeded",
      afterMs: amountMinor === 202 ? 4 * minuteMs : 0,
    }) as const,
};

let copy: Awaited<ReturnType<typeof copyRepository>>;
let previous: Plan;
let current: Plan;
let previousMigrations: string;

beforeAll(async () => {
  const release = await readPreviousRelease(root);
  copy = await copyRepository(["package.json", "tsconfig.json"], (directory) =>
    writeRelease(release, directory),
  );
  previous = withRoot(await synthesize({ root: copy.directory, stage }), copy.directory);
  previousMigrations = join(copy.directory, migrations);
  current = await synthesize({ root, stage });
  if (previous.app !== current.app) {
    throw new Error(
      `The recorded release is of the app ${previous.app}, and ${current.app} is another system: npm run release -- NAME records its first.`,
    );
  }
});

afterAll(() => copy.remove());

/** What customers and everything behind them do in a day; gives where the orders came to stand. */
async function trade(journey: Journey): Promise<readonly OrderStatus[]> {
  const fulfilled = await journey.place({ lines: [line] });
  const refused = await journey.place({ lines: [declined] });
  const cancelled = await journey.place({ lines: [late] });
  await journey.until(async () => (await journey.statusOf(cancelled)) === "accepted", {
    skip: false,
  });
  expect((await journey.call(`/orders/${cancelled}/cancel`, {})).status).toBe(202);
  await journey.settle();
  const back = { lines: [{ code: goods, quantity: 1 }] };
  expect((await journey.call(`/orders/${fulfilled}/returns`, back)).status).toBe(201);
  await journey.settle();
  const page = await journey.call<OrderList>("/orders?limit=1");
  expect(page.body.orders).toHaveLength(1);
  return Promise.all([fulfilled, refused, cancelled].map((id) => journey.statusOf(id)));
}

const wellEnded = ["fulfilled", "payment-declined", "cancelled"];

async function sales(journey: Journey) {
  const path = "/sales/daily?from=2010-12-01&to=2010-12-01";
  return (await journey.call<DailySalesList>(path)).body.sales;
}

/** What went wrong behind the API: failed calls, and what nobody could handle. */
function wrongIn(journey: Journey): readonly unknown[] {
  const dead = Object.entries(journey.stage().queues()).filter(
    ([name, { visible }]) => /DeadLetters|Failures/.test(name) && visible > 0,
  );
  const notices = journey.stage().notices();
  return [
    ...dead,
    ...notices.filter(({ kind }) => kind === "denied" || kind === "unreachable"),
    ...notices.filter(({ message }) => message.includes("was answered 5")),
  ];
}

test("what the gate compares the contracts with is that release", async () => {
  const folder = join(copy.directory, "packages/contracts/src");
  const { declarations } = await import(join(folder, "declarations.ts"));
  const { releasedFiles } = await import(join(folder, "documents/released-files.ts"));
  const kept = join(root, "packages/contracts");
  const names = await readdir(join(kept, "released"), { recursive: true });
  const texts = names
    .filter((name) => name.endsWith(".json"))
    .map(async (name) => [
      `released/${name}`,
      await readFile(join(kept, "released", name), "utf8"),
    ]);
  expect(new Map((await Promise.all(texts)) as [string, string][])).toEqual(
    releasedFiles(declarations()),
  );
});

test("while a release is deployed, the code before it works with the new schema, hands its orders over, and takes them back", async () => {
  const journey = await openJourney({ paymentWishes, plan: previous });
  try {
    await stockUp(journey, { [goods]: 100 });
    const begunBefore = await journey.place({ lines: [late] });
    await journey.until(() => journey.chargeOf(begunBefore) === "pending", { skip: false });

    await journey.reopen(withMigrations(previous, join(root, migrations)));
    expect(await trade(journey)).toEqual(wellEnded);
    const begunMeanwhile = await journey.place({ lines: [late] });
    await journey.until(() => journey.chargeOf(begunMeanwhile) === "pending", { skip: false });
    expect(wrongIn(journey)).toEqual([]);

    await journey.reopen(current);
    expect(await trade(journey)).toEqual(wellEnded);
    expect(await journey.statusOf(begunBefore)).toBe("fulfilled");
    expect(await journey.statusOf(begunMeanwhile)).toBe("fulfilled");
    expect(await sales(journey)).toMatchObject([{ orders: 8, total: "14.24", returned: "5.10" }]);

    const begunAfter = await journey.place({ lines: [late] });
    await journey.until(() => journey.chargeOf(begunAfter) === "pending", { skip: false });
    await journey.reopen(withMigrations(previous, join(root, migrations)));
    expect(await trade(journey)).toEqual(wellEnded);
    expect(await journey.statusOf(begunAfter)).toBe("fulfilled");
    expect(await sales(journey)).toMatchObject([{ orders: 12, total: "21.36", returned: "7.65" }]);
    expect(wrongIn(journey)).toEqual([]);
  } finally {
    await journey.close();
  }
});

test("the code of this release works with the schema before it, when that came late", async () => {
  const journey = await openJourney({
    paymentWishes,
    plan: withMigrations(current, previousMigrations),
  });
  try {
    await stockUp(journey, { [goods]: 100 });
    expect(await trade(journey)).toEqual(wellEnded);
    expect(await sales(journey)).toMatchObject([{ orders: 3, total: "5.10", returned: "2.55" }]);
    expect(wrongIn(journey)).toEqual([]);

    // The test can see: what a migration in one step would do to the code before it.
    await journey.query("alter table orders rename column reference to note");
    const order = { orderedOn: "2010-12-01", country: "France", currency: "GBP", lines: [line] };
    expect((await journey.call<Order>("/orders", order)).status).toBe(500);
  } finally {
    await journey.close();
  }
});
