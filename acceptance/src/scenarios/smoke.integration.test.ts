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

/** A stage whose waiting times are not skipped. */
let scenario: Scenario;
let token: string;
/** The outcome of the next charge. */
let chargeOutcome: ChargeOutcome;

const product = "85123A";

beforeAll(async () => {
  scenario = await openScenario({ providerOverrides: { decide: () => chargeOutcome } });
  await seedStock(scenario, { [product]: 100 });
  token = await scenario.system().tokenFor("cus_1");
});

beforeEach(() => {
  chargeOutcome = { settlesAs: "succeeded", afterMs: 0 };
});

afterAll(() => scenario.close());

/** Runs the command with a token in SMOKE_TOKEN. */
async function smoke(args: readonly string[], smokeToken: string | undefined = token) {
  const child = spawn(process.execPath, ["operations/src/smoke/main.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // biome-ignore lint/style/noProcessEnv: the command needs the whole environment
    env: { ...process.env, SMOKE_TOKEN: smokeToken },
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

test("a working stage passes, and every status of the order is printed", async () => {
  const { out, err, exitCode } = await smoke(local());
  expect(err).toMatch(
    /^local at http:.*\nok .*health.*\nok .*openapi.*\nok .*without a token.*\nok .*an order of 85123A is placed.*\n +(ord_\w{26})\nok .*same order.*\n( +\d+\.\d s {2}(placed|accepted)\n)* +\d+\.\d s {2}fulfilled\nok .*is fulfilled.*\n$/,
  );
  expect(out).toMatch(/^local takes orders: 6 steps in \d+\.\d s\n$/);
  expect(exitCode).toBe(0);
  const id = /ord_\w{26}/.exec(err)?.[0];
  const placed = await scenario.query("select id, status from orders");
  expect(placed).toEqual([{ id, status: "fulfilled" }]);
});

test("for a declined order the status and the commands to find the cause are printed", async () => {
  chargeOutcome = { settlesAs: "declined", afterMs: 0 };
  const { out, exitCode } = await smoke(local());
  const [, id] = /^local: the order is fulfilled \((ord_\w{26})\): /.exec(out) ?? [];
  expect(out).toContain("The order's final status is payment-declined instead of fulfilled.\n");
  expect(out).toContain(`\n  npm run logs -- --order ${id}\n  npm run dlq -- list --stage local\n`);
  expect(exitCode).toBe(1);
});

test("an order without a final status in time is reported with its last status, also as JSON", async () => {
  chargeOutcome = { settlesAs: "succeeded", afterMs: 600_000 };
  const { out, exitCode } = await smoke([...local(), "--wait", "1", "--json"]);
  const report = JSON.parse(out) as SmokeReport;
  expect(report).toMatchObject({ stage: "local", url: scenario.stage().url, ok: false });
  const last = report.order?.states.at(-1)?.status;
  expect(["placed", "accepted"]).toContain(last);
  expect(report.steps.at(-1)).toMatchObject({
    step: "the order is fulfilled",
    ok: false,
    reason: `The order is still ${last} after 1 s.`,
  });
  expect(exitCode).toBe(1);
});

test("a token of another issuer fails the first step that uses it, and is not printed", async () => {
  const { issuer, audience } = tokenSettings(scenario.plan);
  const otherIssuer = await startTokenIssuer({ issuer, nowMs: Date.now });
  const scopes = ["orders:read", "orders:write"];
  const forged = await otherIssuer.tokenFor({
    customerId: "cus_1",
    audience,
    scopes,
    ttlSeconds: 600,
  });
  await otherIssuer.close();
  const { out, err, exitCode } = await smoke(local(), forged);
  expect(out).toMatch(
    /^local: an order of 85123A is placed: The stage refuses the token: 401 .*\n {2}the token in SMOKE_TOKEN has issuer https:\/\/tokens\.local\.invalid, audience stagecraft-local, scopes orders:read orders:write\n/,
  );
  expect(out + err).not.toContain(forged);
  expect(exitCode).toBe(1);
});

test("without a token, no step is run", async () => {
  const { out, err, exitCode } = await smoke(local(), "");
  expect(err).toContain("smoke: The environment variable SMOKE_TOKEN must have a customer's token");
  expect([out, exitCode]).toEqual(["", 2]);
});

test("a URL without a server exits with 2", async () => {
  const listener = await listen(0, () => {});
  await listener.close();
  const url = `http://127.0.0.1:${listener.port}`;
  const args = ["--stage", "dev", "--url", url, "--product", product];
  const { out, err, exitCode } = await smoke(args);
  expect(err).toContain(`smoke: No response from ${url} (ECONNREFUSED).`);
  expect([out, exitCode]).toEqual(["", 2]);
});

test("on prod only the read steps and the refused order are run", async () => {
  const before = await scenario.query("select id from orders");
  const { out, exitCode } = await smoke(prod(), "");
  expect(out).toMatch(/^prod responds, and refuses an order without a token: 3 steps in /);
  expect(exitCode).toBe(0);
  expect(await scenario.query("select id from orders")).toEqual(before);
});

test("an order on prod needs --yes", async () => {
  const { err, exitCode } = await smoke([...prod(), "--order", "--product", product]);
  expect(err).toContain("smoke: An order on prod is real");
  expect(exitCode).toBe(2);
});

test("with --yes an order on prod is placed and fulfilled, and its goods are returned", async () => {
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
