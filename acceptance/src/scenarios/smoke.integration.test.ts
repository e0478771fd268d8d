import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { listen } from "@stagecraft/local-stage/endpoint/listen";
import type { ChargeOutcome } from "@stagecraft/operations/local-system/fake-provider/behaviour";
import { startTokenIssuer } from "@stagecraft/operations/local-system/token-issuer";
import { tokenSettings } from "@stagecraft/operations/local-system/token-settings";
import type { SmokeReport } from "@stagecraft/operations/smoke/run-smoke";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openScenario, root, type Scenario } from "./open-scenario.ts";
import { seedStock } from "./seed-stock.ts";

/** A stage that runs as npm start runs it; time is not skipped. */
let scenario: Scenario;
let token: string;
/** What the provider makes of the next charge. */
let fate: ChargeOutcome;

const product = "85123A";

beforeAll(async () => {
  scenario = await openScenario({ providerOverrides: { decide: () => fate } });
  await seedStock(scenario, { [product]: 100 });
  token = await scenario.system().tokenFor("cus_1");
});

beforeEach(() => {
  fate = { settlesAs: "succeeded", afterMs: 0 };
});

afterAll(() => scenario.close());

/** Runs the command; SMOKE_TOKEN holds the customer's token, unless it is said otherwise. */
async function smoke(args: readonly string[], held: string | undefined = token) {
  const child = spawn(process.execPath, ["operations/src/smoke/main.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // biome-ignore lint/style/noProcessEnv: the command has what this has
    env: { ...process.env, SMOKE_TOKEN: held },
  });
  if (child.pid !== undefined) child.once("exit", endWithThisProcess(child.pid));
  const [out, err, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  for (const each of [out, err]) expect(each).not.toContain(token);
  return { out, err, exitCode };
}

const local = () => ["--stage", "local", "--url", scenario.stage().url, "--product", product];
const prod = () => ["--stage", "prod", "--url", scenario.stage().url];

test("a stage that takes orders is said to, with every state of the order on its way", async () => {
  const { out, err, exitCode } = await smoke(local());
  expect(err).toMatch(
    /^local at http:.*\nok .*health.*\nok .*openapi.*\nok .*without a token.*\nok .*an order of 85123A is placed.*\n +(ord_\w{26})\nok .*same order.*\n( +\d+\.\d s {2}(placed|accepted)\n)* +\d+\.\d s {2}fulfilled\nok .*comes to its end.*\n$/,
  );
  expect(out).toMatch(/^local takes orders: 6 steps in \d+\.\d s\n$/);
  expect(exitCode).toBe(0);
  const id = /ord_\w{26}/.exec(err)?.[0];
  const placed = await scenario.query("select id, status from orders");
  expect(placed).toEqual([{ id, status: "fulfilled" }]);
});

test("a declined order is a finding that names its state and where to look further", async () => {
  fate = { settlesAs: "declined", afterMs: 0 };
  const { out, exitCode } = await smoke(local());
  const [, id] = /^local: the order comes to its end \((ord_\w{26})\): /.exec(out) ?? [];
  expect(out).toContain("The order ended as payment-declined, and not as fulfilled.\n");
  expect(out).toContain(`\n  npm run logs -- --order ${id}\n  npm run dlq -- list --stage local\n`);
  expect(exitCode).toBe(1);
});

test("an order that is not at its end in time is one, with its last state, as JSON too", async () => {
  fate = { settlesAs: "succeeded", afterMs: 600_000 };
  const { out, exitCode } = await smoke([...local(), "--wait", "1", "--json"]);
  const report = JSON.parse(out) as SmokeReport;
  expect(report).toMatchObject({ stage: "local", url: scenario.stage().url, ok: false });
  const last = report.order?.states.at(-1)?.status;
  expect(["placed", "accepted"]).toContain(last);
  expect(report.steps.at(-1)).toMatchObject({
    step: "the order comes to its end",
    ok: false,
    reason: `The order is still ${last} after 1 s.`,
  });
  expect(exitCode).toBe(1);
});

test("a token of another issuer is refused at the step that uses it first, and is not shown", async () => {
  const { issuer, audience } = tokenSettings(scenario.plan);
  const forger = await startTokenIssuer({ issuer, nowMs: Date.now });
  const scopes = ["orders:read", "orders:write"];
  const forged = await forger.tokenFor({
    customerId: "cus_1",
    audience,
    scopes,
    ttlSeconds: 600,
  });
  await forger.close();
  const { out, err, exitCode } = await smoke(local(), forged);
  expect(out).toMatch(
    /^local: an order of 85123A is placed: The stage refuses the token: 401 .*\n {2}the token in SMOKE_TOKEN says: issuer https:\/\/tokens\.local\.invalid, audience stagecraft-local, scopes orders:read orders:write\n/,
  );
  expect(out + err).not.toContain(forged);
  expect(exitCode).toBe(1);
});

test("without a token, nothing is tried", async () => {
  const { out, err, exitCode } = await smoke(local(), "");
  expect(err).toContain(
    "smoke: The customer who orders needs a token, in the variable SMOKE_TOKEN",
  );
  expect([out, exitCode]).toEqual(["", 2]);
});

test("an address where nobody listens cannot be checked", async () => {
  const listener = await listen(0, () => {});
  await listener.close();
  const url = `http://127.0.0.1:${listener.port}`;
  const args = ["--stage", "dev", "--url", url, "--product", product];
  const { out, err, exitCode } = await smoke(args);
  expect(err).toContain(`smoke: Nobody answers at ${url} (ECONNREFUSED).`);
  expect([out, exitCode]).toEqual(["", 2]);
});

test("on prod only reads are tried, and that an order needs a token", async () => {
  const before = await scenario.query("select id from orders");
  const { out, exitCode } = await smoke(prod(), "");
  expect(out).toMatch(/^prod answers, and takes no order without a token: 3 steps in /);
  expect(exitCode).toBe(0);
  expect(await scenario.query("select id from orders")).toEqual(before);
});

test("an order on prod has to be said twice", async () => {
  const { err, exitCode } = await smoke([...prod(), "--order", "--product", product]);
  expect(err).toContain("smoke: An order on prod is a real one");
  expect(exitCode).toBe(2);
});

test("then it is placed, followed, and its goods are returned", async () => {
  const { out, err, exitCode } = await smoke([
    ...prod(),
    ...["--order", "--yes", "--product", product],
  ]);
  expect(out).toMatch(/^prod takes orders: 7 steps in /);
  expect(exitCode).toBe(0);
  const id = /ord_\w{26}/.exec(err)?.[0];
  const lines = await scenario.query(
    "select quantity, returned from order_lines where order_id = $1",
    [id],
  );
  expect(lines).toEqual([{ quantity: 1, returned: 1 }]);
});
