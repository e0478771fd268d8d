import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesOf } from "@stagecraft/acceptance/processes/processes-of";
import { runProgram } from "@stagecraft/acceptance/processes/run-program";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { until } from "@stagecraft/local-stage/testing/until";
import { afterAll, beforeAll, expect, test } from "vitest";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const rows = [
  '600001,85123A,"HEART, ""WHITE""",6,2011-03-01 08:26:00,2.55,17850.0,United Kingdom',
  "600001,71053,LANTERN ,6,2011-03-01 08:26:00,3.39,17850.0,United Kingdom",
  "600002,post,POSTAGE,1,2011-03-01 09:00:00,18,12583.0,France",
  "600003,22457,NO CUSTOMER,3,2011-03-01 10:00:00,2.95,,United Kingdom",
  "C600004,85123A,BACK AGAIN,-2,2011-03-01 11:00:00,2.55,17850.0,United Kingdom",
  "C600005,85123A,NEVER SOLD,-2,2011-03-01 11:00:00,2.55,99999.0,United Kingdom",
  "600006,22139,,56,2011-03-01 11:52:00,0,,United Kingdom",
  "600007,22139,broken row",
];

const runStart = (args: readonly string[]) => runProgram(["operations/src/start/main.ts", ...args]);

let home: string;
let data: string;
const stateOf = (name: string) => join(home, name);
const args = (state: string, ...more: string[]) => [
  "--port",
  "0",
  "--state",
  stateOf(state),
  "--data",
  data,
  ...more,
];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "stagecraft-start-"));
  data = join(home, "data");
  await mkdir(data);
  await writeFile(join(data, "2011-03-01.csv"), [header, ...rows, ""].join("\n"));
});

afterAll(async () => {
  for (const state of ["twice", "killed"]) await removeState(stateOf(state));
  await rm(home, { recursive: true, force: true });
});

test("a run balances, a second one on the same state creates nothing, and a third one cannot use the state at the same time", async () => {
  const first = await runStart(args("twice", "--once")).ended;
  expect(first.output).toContain("It balances.");
  expect(first.exitCode).toBe(0);
  expect(processesOf(stateOf("twice"))).toEqual([]);

  const second = runStart(args("twice"));
  await second.printed(/The stage is up/);
  const third = await runStart(args("twice", "--once")).ended;
  expect(third.output).toContain(`held by another process (pid ${second.pid})`);
  second.kill("SIGTERM");
  const { output, exitCode } = await second.ended;
  expect(output).toMatch(/accepted before +3\n/);
  expect(output).toMatch(/all stored data\n +orders +3\n/);
  expect(output).toContain("stopping");
  expect(exitCode).toBe(0);
  expect(processesOf(stateOf("twice"))).toEqual([]);
});

test("a run that is killed during the replay leaves no process, and the next run balances", async () => {
  const killed = runStart(args("killed", "--orders", "16"));
  await killed.printed(/orders: \d+ of 16/);
  killed.kill("SIGKILL");
  await killed.ended;
  await until("no process is left", () => processesOf(stateOf("killed")).length === 0);
  const next = await runStart(args("killed", "--once", "--orders", "16")).ended;
  expect(next.output).toMatch(/all stored data\n +orders +16\n/);
  expect(next.output).toContain("It balances.");
  expect(next.exitCode).toBe(0);
  expect(processesOf(stateOf("killed"))).toEqual([]);
});

test("an error is reported in one line with its cause, its place and what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await mkdir(stateOf("damaged"));
  await writeFile(join(stateOf("damaged"), "state.sqlite"), "this is not a database".repeat(50));
  const file = join(home, "file");
  await writeFile(file, "");
  const empty = join(home, "empty");
  await mkdir(empty);
  const wrong: [string[], RegExp][] = [
    [
      ["--port", String(port), "--state", stateOf("port")],
      /start: Port \d+ is taken by another program\. .* --port/,
    ],
    [
      ["--port", "0", "--state", stateOf("damaged")],
      /start: The state in .* cannot be used: .* --fresh/,
    ],
    [
      ["--port", "0", "--state", join(file, "state"), "--data", data],
      /start: The state in .*\/file\/state cannot be used: ENOTDIR: .* --state DIR/,
    ],
    [
      ["--port", "0", "--state", stateOf("port"), "--data", empty, "--once"],
      /start: There is no \.csv file in /,
    ],
    [["--port", "many"], /start: --port takes a whole number from 0 to 65535, not "many"/],
    [["--inspect", "unknown"], /start: --inspect: there is no function "unknown"\. .*OrdersApi/],
    [["--twice"], /start: Unknown option '--twice'/],
  ];
  try {
    for (const [given, message] of wrong) {
      const { output, exitCode } = await runStart(given).ended;
      expect(output).toMatch(message);
      expect(output).not.toMatch(/\n\s+at /);
      expect(exitCode).toBe(2);
    }
  } finally {
    server.close();
    await removeState(stateOf("port"));
  }
});
