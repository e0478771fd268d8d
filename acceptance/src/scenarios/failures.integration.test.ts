import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { importContinuations } from "@stagecraft/contracts/contracts/import-continuations";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { withTimeout } from "@stagecraft/operations/local-system/with-timeout";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDenial } from "../plan-edits/with-denial.ts";
import { openScenario, type Scenario } from "./open-scenario.ts";
import { refuseRows } from "./refuse-rows.ts";

/** More than one part of 5 MB; a reject has at most 1,000 characters of its row. */
const wrongRows = 6_000;
const wrong = "wrong ".repeat(200);
const header = catalogueColumns.join(",");
const manyWrong = [header, ...Array.from({ length: wrongRows }, () => wrong), ""].join("\n");

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

async function put(name: string, content: string): Promise<void> {
  const send = operatorClient(scenario.stage(), scenario.plan, "s3");
  const path = `/${importBucketOf(scenario.plan)}/imports/${name}.csv`;
  expect((await send(path, { method: "PUT", body: content })).ok).toBe(true);
}

/** Counts the visible messages of a queue, by its logical name. */
function visibleIn(queue: string): number {
  const found = Object.entries(scenario.stage().queues()).find(([name]) =>
    name.includes(`-${queue}Queue-`),
  );
  if (!found) throw new Error(`The stage has no queue ${queue}`);
  return found[1].visible;
}

/** Makes the database drop one of the rejects, so that the reject file cannot be completed. */
async function dropReject(): Promise<void> {
  await scenario.query(`create or replace function drop_row() returns trigger language plpgsql as
    $$ begin return null; end $$`);
  await scenario.query(
    `create or replace trigger drop_reject before insert on import_rejects for each row
       when (new.line = ${wrongRows}) execute function drop_row()`,
  );
}

test("an import whose rejects cannot be written is retried, then goes to the failure queue", async () => {
  await dropReject();
  await put("never-written", manyWrong);
  await scenario.waitUntil(() => visibleIn("CatalogImportFailures") === 1);
  expect(scenario.statsOf("CatalogImport").invocations).toBe(3);
});

test("a continued import that cannot be completed goes to the dead-letter queue", async () => {
  await scenario.restart(withTimeout(scenario.plan, "CatalogImport", 20));
  await put("never-continued", manyWrong);
  await scenario.waitUntil(() => visibleIn("ImportContinuationsDeadLetters") === 1);
  expect(scenario.statsOf("CatalogContinue").invocations).toBe(importContinuations.via.deliveries);
});

test("with a slow database an import continues over several invocations", async () => {
  await scenario.query(`create or replace function slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.6); return null; end $$`);
  await scenario.query(
    "create trigger slow_imports after update on imports for each statement execute function slow()",
  );
  // A slow invocation has too little time left to complete the file, and the next one continues.
  const slower = withTimeout(scenario.plan, "CatalogContinue", 61);
  await scenario.restart(withTimeout(slower, "CatalogImport", 20));
  const rows = Array.from(
    { length: 3_500 },
    (_, row) => `CODE${row},"ROW ${row}",1.00,2.50,${row}`,
  );
  await put("held-up", [header, ...rows, ""].join("\n"));
  await scenario.waitUntil(async () => {
    const done = await scenario.query(
      "select 1 from imports where key = 'imports/held-up.csv' and completed_at is not null",
    );
    return done.length > 0;
  });
  expect(scenario.statsOf("CatalogContinue").invocations).toBeGreaterThan(1);
  await scenario.query("drop trigger slow_imports on imports");
});

test("a failed run of the relay goes to the failure queue, and the next run publishes", async () => {
  const allow = await refuseRows(scenario, {
    table: "outbox",
    on: "update",
    which: "old.published_at is null and new.published_at is not null",
  });
  const orderId = await scenario.place();
  await scenario.waitUntil(() => visibleIn("OutboxRelayFailures") > 0);
  await allow();
  await scenario.waitUntil(async () => {
    const unpublished = await scenario.query("select 1 from outbox where published_at is null");
    return unpublished.length === 0;
  });
  expect(await scenario.statusOf(orderId)).not.toBe("placed");
});

test("a schedule without permission to call its function sends to the failure queue", async () => {
  const before = visibleIn("OutboxRelayFailures");
  const denial = { role: "RelayOutbox", action: "lambda:InvokeFunction", resource: "*" };
  await scenario.restart(withDenial(scenario.plan, denial));
  await scenario.waitUntil(() => visibleIn("OutboxRelayFailures") > before);
});
