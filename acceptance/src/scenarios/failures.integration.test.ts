import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { importContinuations } from "@stagecraft/contracts/contracts/import-continuations";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";
import { withTimeout } from "../plan-edits/with-timeout.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";

/** More than the 5 MB of one part, in the 1,000 characters of each that a reject shows. */
const wrongRows = 6_000;
const wrong = "wrong ".repeat(200);
const header = catalogueColumns.join(",");
const manyWrong = [header, ...Array.from({ length: wrongRows }, () => wrong), ""].join("\n");

let scenario: Scenario;

beforeAll(async () => {
  const decide = () => ({ settlesAs: "succeeded", afterMs: 0 }) as const;
  scenario = await openScenario({ providerOverrides: { decide } });
});

afterAll(() => scenario.close());

async function put(name: string, content: string): Promise<void> {
  const send = operatorClient(scenario.stage(), scenario.plan, "s3");
  const path = `/${importBucketOf(scenario.plan)}/imports/${name}.csv`;
  expect((await send(path, { method: "PUT", body: content })).ok).toBe(true);
}

/** How many messages a queue keeps, by its name in the program. */
function kept(queue: string): number {
  const found = Object.entries(scenario.stage().queues()).find(([name]) =>
    name.includes(`-${queue}Queue-`),
  );
  if (!found) throw new Error(`There is no ${queue}`);
  return found[1].visible;
}

/** Has the database lose one of the wrong rows, so that a reject file cannot come to its end. */
async function loseReject(): Promise<void> {
  await scenario.query(`create or replace function lose() returns trigger language plpgsql as
    $$ begin return null; end $$`);
  await scenario.query(
    `create or replace trigger lose_reject before insert on import_rejects for each row
       when (new.line = ${wrongRows}) execute function lose()`,
  );
}

test("a file whose rejects cannot be written is tried again, and left for a person", async () => {
  await loseReject();
  await put("never-written", manyWrong);
  await scenario.until(() => kept("CatalogImportFailures") === 1);
  expect(scenario.statsOf("CatalogImport").invocations).toBe(3);
});

test("a file that outlasts its invocation, too, is left for a person when it cannot be ended", async () => {
  await scenario.reopen(withTimeout(scenario.plan, "CatalogImport", 20));
  await put("never-continued", manyWrong);
  await scenario.until(() => kept("ImportContinuationsDeadLetters") === 1);
  expect(scenario.statsOf("CatalogContinue").invocations).toBe(importContinuations.via.deliveries);
});

test("a file that a slow database holds up is continued as often as it takes", async () => {
  await scenario.query(`create or replace function slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.6); return null; end $$`);
  await scenario.query(
    "create trigger slow_imports after update on imports for each statement execute function slow()",
  );
  // A slow invocation has too little time left to end the file, and leaves that to the next one.
  const slower = withTimeout(scenario.plan, "CatalogContinue", 61);
  await scenario.reopen(withTimeout(slower, "CatalogImport", 20));
  const rows = Array.from(
    { length: 3_500 },
    (_, row) => `CODE${row},"ROW ${row}",1.00,2.50,${row}`,
  );
  await put("held-up", [header, ...rows, ""].join("\n"));
  await scenario.until(async () => {
    const done = await scenario.query(
      "select 1 from imports where key = 'imports/held-up.csv' and completed_at is not null",
    );
    return done.length > 0;
  });
  expect(scenario.statsOf("CatalogContinue").invocations).toBeGreaterThan(1);
  await scenario.query("drop trigger slow_imports on imports");
});

test("a run of the relay that fails is left for a person, and the next one publishes", async () => {
  const allow = await refuseRows(scenario, {
    table: "outbox",
    on: "update",
    which: "old.published_at is null and new.published_at is not null",
  });
  const orderId = await scenario.place();
  await scenario.until(() => kept("OutboxRelayFailures") > 0);
  await allow();
  await scenario.until(async () => {
    const left = await scenario.query("select 1 from outbox where published_at is null");
    return left.length === 0;
  });
  expect(await scenario.statusOf(orderId)).not.toBe("placed");
});

test("a schedule that may not call its function any more leaves word of it", async () => {
  const before = kept("OutboxRelayFailures");
  const denial = { role: "RelayOutbox", action: "lambda:InvokeFunction", resource: "*" };
  await scenario.reopen(withDenial(scenario.plan, denial));
  await scenario.until(() => kept("OutboxRelayFailures") > before);
});
