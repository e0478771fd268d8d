import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const order = "ord_01JDZ8Q7M0000000000000000A";
const unknown = "ord_01JDZ8Q7M0000000000000000Z";

let state: string;

const entry = (timestampMs: number, fields: object) =>
  `${JSON.stringify({ timestampMs, logStream: "s", line: JSON.stringify({ level: "INFO", ...fields }) })}\n`;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "stagecraft-state-"));
  await mkdir(join(state, "logs"));
  const accepted = { message: "request", orderId: order };
  await writeFile(join(state, "logs/OrdersApi.jsonl"), entry(1, accepted) + entry(2, { n: 2 }));
  await writeFile(join(state, "logs/ChargePayment.jsonl"), entry(3, { orderId: order }));
  await writeFile(join(state, "logs/SalesProjector.jsonl"), entry(4, { records: 1 }));
});

afterAll(() => rm(state, { recursive: true }));

function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    ["operations/src/logs/main.ts", "--state", state, ...args],
    {
      cwd: root,
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Runs the command and returns both outputs and the exit code. */
async function logs(...args: string[]) {
  const child = start(...args);
  const [out, err, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out, err, exitCode };
}

test("--order prints lines of every function, a function name only its own", async () => {
  const { out, exitCode } = await logs("--once", "--order", order);
  expect(out).toMatch(new RegExp(`OrdersApi .* orderId=${order}\n.*ChargePayment `));
  expect(exitCode).toBe(0);
  expect(await logs("--once", "orders-api")).toMatchObject({
    out: expect.stringMatching(/request orderId=.*\n.*n=2\n$/),
    err: "",
    exitCode: 0,
  });
});

test("an unknown order is reported, with and without --once", async () => {
  for (const args of [["--once"], [], ["orders-api"]]) {
    const { out, err, exitCode } = await logs("--order", unknown, ...args);
    expect(out).toBe("");
    expect(err).toContain(`logs: No function has logged the order ${unknown} in ${state}`);
    expect(err).toContain(`The latest of the 1 orders in the logs: ${order}.`);
    expect(err).toMatch(/GET \/orders .* npm start prints/);
    expect(exitCode).toBe(1);
  }
});

test("for an order that only other functions logged, those are named", async () => {
  const { out, err, exitCode } = await logs("sales-projector", "--once", "--order", order);
  expect([out, exitCode]).toEqual(["", 1]);
  expect(err).toBe(
    `logs: SalesProjector has not logged ${order}. Functions that have: ChargePayment, OrdersApi.\n`,
  );
});

test.each<[what: string, args: () => string[], message: RegExp]>([
  [
    "a function without logs",
    () => ["unknown"],
    /^logs: No logs of a function "unknown" in .*Functions with logs: ChargePayment, OrdersApi, Sales/,
  ],
  [
    "a folder that does not exist",
    () => ["--state", join(state, "none")],
    /^logs: There is no folder .*none\. Run npm start/,
  ],
  [
    "a folder without a stage's state",
    () => ["--state", join(state, "logs")],
    /^logs: There is no stage's state in .*Run npm start/,
  ],
])("%s is reported with exit code 1", async (_what, args, message) => {
  const { out, err, exitCode } = await logs("--once", ...args());
  expect([out, exitCode]).toEqual(["", 1]);
  expect(err).toMatch(message);
});

test("a stage without logs is reported, and followed without --once", async () => {
  const quiet = await mkdtemp(join(tmpdir(), "stagecraft-state-"));
  onTestFinished(() => rm(quiet, { recursive: true }));
  await mkdir(join(quiet, "logs"));
  const { err, exitCode } = await logs("--once", "--state", quiet);
  expect(err).toBe(`logs: No function in ${quiet} has logged anything yet.\n`);
  expect(exitCode).toBe(1);
  const following = start("--state", quiet);
  await once(following.stderr, "data");
  await appendFile(join(quiet, "logs/OrdersApi.jsonl"), entry(1, { message: "first" }));
  const [printed] = await once(following.stdout, "data");
  expect(String(printed)).toMatch(/OrdersApi +INFO {2}first\n/);
});

test.each([
  [["--order", ""], /^logs: --order needs an order id/],
  [["--order", "ord_1"], /^logs: --order needs .*, not "ord_1"\.\n/],
  [["--loud"], /^logs: Unknown option '--loud'/],
  [["--state", ""], /^logs: --state needs the folder/],
  [
    ["orders-api", "charge-payment"],
    /^logs: Only one function can be named, not several: "orders-api charge/,
  ],
])("wrong usage is reported with exit code 2: %s", async (args, message) => {
  const { out, err, exitCode } = await logs(...args);
  expect([out, exitCode]).toEqual(["", 2]);
  expect(err).toMatch(message);
});

test("Ctrl-C ends the command with exit code 130 and without a message", async () => {
  const child = start();
  const [err] = [text(child.stderr), await once(child.stdout, "data")];
  child.kill("SIGINT");
  const [exitCode] = await once(child, "close");
  expect([await err, exitCode]).toEqual(["", 130]);
});

test("the command ends without a message when its output pipe is closed", async () => {
  const child = start();
  const err = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.destroy();
  await appendFile(join(state, "logs/SalesProjector.jsonl"), entry(5, { records: 2 }));
  const [exitCode] = await once(child, "close");
  expect([await err, exitCode]).toEqual(["", 0]);
});
