import { rm } from "node:fs/promises";
import { join } from "node:path";
import { region } from "@stagecraft/contracts/system";
import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import { type Connection, connectToLocalStage } from "@stagecraft/operations/access/connection";
import {
  type RunbookSection,
  readRunbook,
  runbookCommands,
} from "@stagecraft/operations/alarms/runbook";
import { readLiveAlias, routeAlias } from "@stagecraft/operations/canary/live-alias";
import { liveAliasesOf } from "@stagecraft/operations/canary/live-aliases-of";
import { runCanary } from "@stagecraft/operations/canary/run-canary";
import { temporaryDirectory } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runShell } from "../processes/run-shell.ts";
import { openScenario, root, type Scenario } from "../scenarios/open-scenario.ts";
import { awsEnvironment } from "../scenarios/run-operator-command.ts";
import { seedStock } from "../scenarios/seed-stock.ts";
import { withCode } from "./with-code.ts";

/** The stage whose program releases by canary. The local stage is in the place of AWS. */
const stage = "prod";
const released = "OrdersApi";
const minuteMs = 60_000;

let plan: Plan;
let scenario: Scenario;
let connection: Connection;
let versions: string;

beforeAll(async () => {
  plan = await synthesize({ root, stage });
  versions = await temporaryDirectory("versions");
  scenario = await openScenario({ plan, recordsTelemetry: false });
  connection = await connectToLocalStage(region, scenario.stateDirectory);
  await seedStock(scenario, { "85123A": 1_000 });
});

afterAll(async () => {
  connection.close();
  await scenario.close();
  await rm(versions, { recursive: true });
});

/** Deploys other code of OrdersApi, which is its next version. */
async function deploy(name: string, edit: (code: string) => string): Promise<void> {
  const { bundle } = functionNamed(functionsOf(plan), released);
  const changed = await withCode(bundle, { root, to: join(versions, name), edit });
  scenario.stage().replaceBundle(released, changed);
}

const deployBad = (name: string) =>
  deploy(name, () => `export async function handler() { throw new Error("${name} is bad"); }`);

async function alias() {
  const declared = liveAliasesOf(plan).find(({ logicalName }) => logicalName === released);
  if (!declared) throw new Error(`${released} has no alias "live" in ${stage}`);
  return await readLiveAlias(connection.lambda, declared);
}

/** Places orders one after the other. Returns how many got each status. */
async function place(count: number) {
  const line = { code: "85123A", quantity: 1, price: "2.55" };
  const order = { orderedOn: "2010-12-01", country: "France", currency: "GBP", lines: [line] };
  const counts: { [status: number]: number } = {};
  for (let n = 0; n < count; n += 1) {
    const { status } = await scenario.call("/orders", order);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** Runs `npm run canary` with one step of half the requests, while eight orders are placed. */
async function release() {
  const lines: string[] = [];
  let orders: Awaited<ReturnType<typeof place>> = {};
  const result = await runCanary(plan, {
    options: {
      stage,
      action: "release",
      stepsPercent: [50],
      watchMs: 0,
      failedPercent: 1,
      again: false,
    },
    connect: async () => connection,
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
    async wait() {
      orders = await place(8);
    },
  });
  return { ...result, lines, orders };
}

/** Lets minutes pass, with everything that is due in them. */
async function pass(minutes: number): Promise<void> {
  const untilMs = scenario.stage().nowMs() + minutes * minuteMs;
  await scenario.waitUntil(() => scenario.stage().nowMs() >= untilMs);
}

test("a good version is released, and a bad one is rolled back, while orders are placed", async () => {
  const first = await alias();
  await deploy("good", (code) => `${code}\n// The next release.\n`);
  expect(await alias()).toMatchObject({ live: first.live, newest: "2" });
  const good = await release();
  expect(good).toMatchObject({ text: "Released OrdersApi 2.", exitCode: 0, orders: { 201: 8 } });
  expect(good.lines.at(-1)).toMatch(/ 0 alarms; OrdersApi 2: [1-7] invocations, 0 errors, 0 error/);
  expect(await alias()).toMatchObject({ live: "2" });

  await deployBad("third");
  const bad = await release();
  expect(bad.exitCode).toBe(1);
  expect(bad.text).toMatch(
    /^Rolled back: every invocation goes to OrdersApi 2 again\.\n {2}why {3}version 3 of OrdersApi failed (\d) of \1 invocations, /,
  );
  const { 201: placed = 0, 500: failed = 0 } = bad.orders;
  expect(placed).toBeGreaterThan(0);
  expect(failed).toBeGreaterThan(0);
  expect(placed + failed).toBe(8);
  expect(await alias()).toMatchObject({ live: "2", note: { before: "1", rolledBack: "3" } });
  expect(await place(4)).toEqual({ 201: 4 });
  await scenario.settle();
});

test("the commands of the runbook bad-deploy find a bad version that gets every request, and end it", async () => {
  const { live: good } = await alias();
  await deployBad("fourth");
  const { newest: bad } = await alias();
  await routeAlias(connection.lambda, await alias(), { live: bad }, connection.nowMs());
  const alarm = "ApiServerErrors";
  const stateOfAlarm = () =>
    scenario
      .stage()
      .alarms()
      .find(({ logicalName }) => logicalName === alarm)?.state;
  for (let minute = 1; stateOfAlarm() !== "ALARM"; minute += 1) {
    expect(minute).toBeLessThanOrEqual(5);
    expect(await place(2)).toEqual({ 500: 2 });
    await pass(1);
  }

  const runbook = readRunbook(root, "docs/runbooks/bad-deploy.md") ?? "";
  /** Runs the commands of a section as they are written, with `--stage prod` as the README of the runbooks says. */
  async function run(section: RunbookSection) {
    const ends: { [command: string]: { exitCode: number; output: string } } = {};
    for (const written of runbookCommands(runbook, section)) {
      const command = written.replace("ALARM", alarm).replace("FUNCTION", released);
      const line = `${command} --stage ${stage}`;
      ends[written] = await runShell(line, root, awsEnvironment(scenario));
    }
    return ends;
  }
  const says = (pattern: RegExp) => ({ exitCode: 0, output: expect.stringMatching(pattern) });

  expect(await run("Look here first")).toEqual({
    "npm run logs -- --errors --once": says(/ OrdersApi +ERROR Error: fourth is bad/),
    "npm run canary -- status": says(
      new RegExp(`OrdersApi: version ${bad} gets every invocation; it is the newest, published `),
    ),
  });
  expect(await place(1)).toEqual({ 500: 1 });
  expect(await run("Fix")).toEqual({
    "npm run canary -- rollback FUNCTION": says(
      new RegExp(`\nOrdersApi: version ${good} gets every invocation, version ${bad} none\n$`),
    ),
  });
  expect(await place(4)).toEqual({ 201: 4 });
  await pass(5);
  expect(await run("Verify")).toEqual({
    "npm run canary -- status": says(
      new RegExp(`OrdersApi: version ${good} gets every invocation`),
    ),
    "npm run logs -- --errors --once": says(/./),
    "npm run orders -- --stuck": says(/\nNo order is stuck/),
    "npm run alarms -- ALARM": says(/\nOK {2}ApiServerErrors {2}page, /),
  });
});

test.each([
  ["npm run canary --", 0],
  ["npm run canary -- status", 0],
  ["npm run canary -- rollback OrdersApi", 1],
])(
  "%s on a stage without aliases says so and ends with %i, also when the stage does not run",
  async (command, exitCode) => {
    const end = await runShell(`${command} --state '${versions}'`, root);
    expect(end).toEqual({
      exitCode,
      output: expect.stringContaining('The stage local has no function with an alias "live": '),
    });
  },
);
