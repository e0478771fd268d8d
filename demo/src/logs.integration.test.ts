import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

let state: string;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "stagecraft-state-"));
  await mkdir(join(state, "logs"));
  const entry = (timestampMs: number, fields: object) =>
    `${JSON.stringify({ timestampMs, logStream: "s", line: JSON.stringify({ level: "INFO", ...fields }) })}\n`;
  const accepted = { message: "request", orderId: "ord_1" };
  await writeFile(join(state, "logs/OrdersApi.jsonl"), entry(1, accepted) + entry(2, { n: 2 }));
  await writeFile(join(state, "logs/ChargePayment.jsonl"), entry(3, { orderId: "ord_1" }));
});

afterAll(() => rm(state, { recursive: true }));

function logs(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["demo/src/logs.ts", "--once", "--state", state, ...args],
      { cwd: root },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

test("an order's lines come from every function, a function's from it alone", async () => {
  expect(await logs("--order", "ord_1")).toMatch(/OrdersApi .* orderId=ord_1\n.*ChargePayment /);
  expect(await logs("orders-api")).toMatch(/request orderId=ord_1\n.*n=2\n$/);
});

test("what is wrong is said in one line, with what to do next", async () => {
  expect(await logs("nobody")).toBe(
    'logs: There is no log of "nobody" yet. There are ChargePayment, OrdersApi.\n',
  );
  expect(await logs("--state", join(state, "none"))).toMatch(/^logs: No stage .* Run npm start/);
  expect(await logs("--order", "")).toMatch(/^logs: --order takes an order's id/);
  expect(await logs("--loud")).toMatch(/^logs: Unknown option '--loud'/);
});
