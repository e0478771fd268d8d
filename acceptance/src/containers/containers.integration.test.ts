import { readFile } from "node:fs/promises";
import type { Order } from "@stagecraft/contracts/order";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { spansFile } from "@stagecraft/local-stage/xray/span-log";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { stockFile } from "@stagecraft/operations/local-system/stock-file";
import { recordsOf } from "@stagecraft/operations/logs/function-records";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openScenario, root, type Scenario } from "../scenarios/open-scenario.ts";
import { testApiErrors } from "../scenarios/test-api-errors.ts";
import { withContainers } from "./with-containers.ts";

const code = "85123A";

let scenario: Scenario;
beforeAll(async () => {
  scenario = await openScenario({ plan: await withContainers(root), recordsTelemetry: false });
});
afterAll(() => scenario.close());

function apiContainer() {
  const found = scenario.stage().containers.find(({ name }) => name === "OrdersApiContainer");
  if (!found?.url) throw new Error("The API does not run as a container");
  return { ...found, url: found.url };
}

testApiErrors({ system: () => scenario.system(), url: () => apiContainer().url });

/** Sends an order on a connection of its own; undefined when it is not answered. */
async function place(key: string): Promise<{ status: number; body: Order } | undefined> {
  const order = {
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    lines: [{ code, quantity: 1, price: "2.55" }],
  };
  try {
    const response = await fetch(`${apiContainer().url}/orders`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await scenario.system().tokenFor("cus_container")}`,
        "content-type": "application/json",
        "idempotency-key": key,
        connection: "close",
      },
      body: JSON.stringify(order),
    });
    return { status: response.status, body: (await response.json()) as Order };
  } catch {
    return undefined;
  }
}

const storedOrders = async (ids: readonly string[]) =>
  (await scenario.query("select 1 from orders where id = any($1)", [ids])).length;

test("a long import runs as a task to its end, without a continuation", async () => {
  const stage = scenario.stage();
  const send = operatorClient(stage, scenario.plan, "s3");
  const bucket = importBucketOf(scenario.plan);
  const key = "imports/task.csv";
  const body = stockFile({ [code]: 1_000 });
  const put = await send(`/${bucket}/${key}`, {
    method: "PUT",
    body,
    headers: { "content-type": "text/csv" },
  });
  expect(put.status).toBe(200);
  const object = {
    key,
    size: Buffer.byteLength(body),
    eTag: put.headers.get("etag")?.replaceAll('"', ""),
    versionId: put.headers.get("x-amz-version-id"),
  };
  const record = {
    eventTime: new Date(stage.nowMs()).toISOString(),
    s3: { bucket: { name: bucket }, object },
  };
  const task = await stage.runTask("CatalogImportTask", {
    IMPORT_EVENT: JSON.stringify({ Records: [record] }),
  });
  expect(await task.ended).toBe(0);
  expect(await scenario.query("select on_hand from stock where code = $1", [code])).toEqual([
    { on_hand: 1_000 },
  ]);
  const [imported] = recordsOf(scenario.stateDirectory, "CatalogImportTask").filter(
    ({ message }) => message === "object",
  );
  expect(imported).toMatchObject({ key, outcome: "imported", rowsIn: 1, rowsOut: 1 });
});

test("an order that the container takes is fulfilled, its workflow started by the consumer of the queue", async () => {
  const placed = await place("through-the-container");
  expect(placed?.status).toBe(201);
  const id = placed?.body.id as Order["id"];
  const isFulfilled = async () => {
    const [order] = await scenario.query<{ status: string }>(
      "select status from orders where id = $1",
      [id],
    );
    return order?.status === "fulfilled";
  };
  await scenario.waitUntil(isFulfilled, { skip: false });
  const about = ({ orderId }: { orderId?: unknown }) => orderId === id;
  expect(recordsOf(scenario.stateDirectory, "OrderPipelineContainer").filter(about)).toMatchObject([
    { message: "message", outcome: "started" },
  ]);
  expect(scenario.metricSum("OrderPipelineContainer", "WorkflowStarted")).toBeGreaterThan(0);
  expect(scenario.metricSum("OrdersApiContainer", "OrderPlaced")).toBeGreaterThan(0);
});

test("requests in hand are answered when the container is told to stop, and another one starts", async () => {
  // As many as the container has connections.
  const inHand = 5;
  const { pid } = apiContainer();
  const stopped = pid() as number;
  // The customers' requests wait in the database for this lock.
  const lock = await scenario.sql().connect();
  onTestFinished(() => lock.release(true));
  await lock.query("begin");
  await lock.query("lock table orders in access exclusive mode");
  const answers = Array.from({ length: inHand }, (_, index) => place(`in-hand-${index}`));
  // Not on the lock's connection: within a transaction, pg_stat_activity never changes.
  await expect
    .poll(
      async () =>
        (
          await scenario
            .sql()
            .query(
              "select 1 from pg_stat_activity where wait_event_type = 'Lock' and usename = 'orders_app'",
            )
        ).rows.length,
      { interval: 20 },
    )
    .toBe(inHand);
  process.kill(stopped, "SIGTERM");
  await expect
    .poll(
      () =>
        fetch(`${apiContainer().url}/health`).then(
          () => true,
          () => false,
        ),
      { interval: 20 },
    )
    .toBe(false);
  await lock.query("commit");

  const answered = await Promise.all(answers);
  expect(answered.map((answer) => answer?.status)).toEqual(Array(inHand).fill(201));
  expect(await storedOrders(answered.map((answer) => answer?.body.id ?? ""))).toBe(inHand);
  const stops = () =>
    recordsOf(scenario.stateDirectory, "OrdersApiContainer").filter(
      ({ message }) => message === "stop",
    );
  await expect.poll(stops).toMatchObject([{ outcome: "stopped" }]);
  await expect.poll(() => pid()).not.toBe(stopped);
});

test("of the requests that a killed container answered none is lost, and those that it did not answer can be repeated", async () => {
  await expect.poll(async () => (await place("after-the-stop"))?.status).toBe(201);
  const keys = Array.from({ length: 30 }, (_, index) => `killed-${index}`);
  let answeredCount = 0;
  const first = await Promise.all(
    keys.map(async (key) => {
      const answer = await place(key);
      if (!answer) return undefined;
      answeredCount += 1;
      if (answeredCount === 5) process.kill(apiContainer().pid() as number, "SIGKILL");
      return answer;
    }),
  );
  const answered = first.filter((answer) => answer?.status === 201);
  expect(answered.length).toBeGreaterThanOrEqual(5);
  expect(answered.length).toBeLessThan(keys.length);
  expect(await storedOrders(answered.map((answer) => answer?.body.id ?? ""))).toBe(answered.length);

  await expect.poll(async () => (await place("after-the-kill"))?.status).toBe(201);
  const again = await Promise.all(keys.map((key) => place(key)));
  expect(again.map((answer) => answer?.status)).toEqual(Array(keys.length).fill(201));
  for (const [index, answer] of first.entries()) {
    if (answer) expect(again[index]?.body.id).toBe(answer.body.id);
  }
});

test("the container's spans have the traces of its log lines", async () => {
  const logged = new Set(
    recordsOf(scenario.stateDirectory, "OrdersApiContainer").map(({ xray_trace_id: id }) =>
      String(id).slice(2).replace("-", ""),
    ),
  );
  // They are sent in batches, and before a container stops.
  await expect.poll(containerSpans).not.toEqual([]);
  const spans = await containerSpans();
  expect(spans.filter(({ traceId }) => logged.has(traceId)).length).toBeGreaterThan(0);
  const names = new Set(spans.map(({ name }) => name));
  expect(names).toContain("POST /orders");
  expect(names).toContain("SQS.SendMessage");
});

async function containerSpans(): Promise<readonly Span[]> {
  const text = await readFile(spansFile(scenario.stateDirectory), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line): Span => JSON.parse(JSON.parse(line).line))
    .filter(({ resource }) => resource.attributes["service.name"] === "OrdersApiContainer");
}
