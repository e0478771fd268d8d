import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import {
  root,
  runbookFiles,
  runbookFolder,
  runbooks,
  runbookText,
} from "../../testing/runbooks.ts";
import { canaryOptions, readCanaryOptions } from "../canary/canary-options.ts";
import { readOptions as readDlqOptions } from "../dead-letters/command/options.ts";
import { executionsOptions, readExecutionsOptions } from "../executions/executions-options.ts";
import { logsOptions, readLogsOptions } from "../logs/logs-options.ts";
import { ordersOptions, readOrdersOptions } from "../orders/orders-options.ts";
import { readStopIntakeOptions, stopIntakeOptions } from "../stop-intake/stop-intake-options.ts";
import { readTraceOptions, traceOptions } from "../trace/trace-options.ts";
import { alarmsOptions, readAlarmsOptions } from "./alarms-options.ts";
import { runbookCommands, runbookSections } from "./runbook.ts";

const commandsOf = (file: string) =>
  runbookSections.flatMap((section) => runbookCommands(runbookText(file), section));

/** A value for each word that a person replaces. */
const placeholders: Readonly<Record<string, string>> = {
  ALARM: "OrdersDeadLettersAny",
  EXECUTION: "ord_01JDZ8Q7M0000000000000000A-again-1",
  FUNCTION: "OrderPipeline",
  MESSAGE: "f13a8e5d-5d93-4577-ac3e-01725c56b11a",
  ORDER: "ord_01JDZ8Q7M0000000000000000A",
  QUEUE: "OrdersDeadLetters",
};

/** How the operators' commands read their arguments. */
const readers: Readonly<Record<string, (args: string[]) => unknown>> = {
  alarms: (args) =>
    readAlarmsOptions(parseArgs({ args, options: alarmsOptions, allowPositionals: true })),
  canary: (args) =>
    readCanaryOptions(parseArgs({ args, options: canaryOptions, allowPositionals: true })),
  dlq: readDlqOptions,
  executions: (args) =>
    readExecutionsOptions(parseArgs({ args, options: executionsOptions, allowPositionals: true })),
  logs: (args) =>
    readLogsOptions(parseArgs({ args, options: logsOptions, allowPositionals: true })),
  orders: (args) =>
    readOrdersOptions(parseArgs({ args, options: ordersOptions, allowPositionals: true })),
  "stop-intake": (args) =>
    readStopIntakeOptions(parseArgs({ args, options: stopIntakeOptions, allowPositionals: true })),
  trace: (args) =>
    readTraceOptions(parseArgs({ args, options: traceOptions, allowPositionals: true })),
};

function read(command: string): unknown {
  const [, name = "", rest = ""] = /^npm run (\S+)(?: -- (.*))?$/.exec(command) ?? [];
  const reader = readers[name];
  if (!reader) throw new Error(`"${command}" is not a command that operators have`);
  const args = rest.split(" ").filter((arg) => arg !== "");
  return reader(args.map((arg) => placeholders[arg] ?? arg));
}

test("a runbook exists for each name that an alarm may have, and no other", () => {
  const declared = readFileSync(join(root, "infra/alarms/runbooks.ts"), "utf8");
  const names = [...declared.matchAll(/\| "(.+?)"/g)].map(([, name]) => `${name}.md`);
  expect(names.length).toBeGreaterThan(0);
  expect(runbooks.toSorted()).toEqual(names.toSorted());
});

test.each(runbooks)("%s has all sections, in their order, and no other", (file) => {
  const sections = [...runbookText(file).matchAll(/^## (.*)$/gm)].map(([, section]) => section);
  expect(sections).toEqual([...runbookSections]);
});

test.each(runbooks)("%s has a query for Logs Insights, and says in which log groups", (file) => {
  const [, look = ""] = /^## Look here first\n(.*?)^## /ms.exec(runbookText(file)) ?? [];
  expect(look).toMatch(/^ *```sql\n *(fields|filter|stats) /m);
  expect(look).toMatch(/\/aws\/(lambda|vendedlogs)\//);
});

test.each(runbooks)("every command of %s can be typed as it is written, and for prod", (file) => {
  const commands = commandsOf(file);
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    // npm keeps options for itself that come before `--`.
    expect(command).toContain(" -- ");
    expect(() => read(command), command).not.toThrow();
    expect(() => read(`${command} --stage prod`), command).not.toThrow();
  }
});

test.each(runbooks)("every sh block of %s is read: none is indented", (file) => {
  expect(runbookText(file)).not.toMatch(/^ +```sh$/m);
});

test("a command with an option that does not exist is found", () => {
  expect(() => read("npm run orders -- --hanging")).toThrow("--hanging");
  expect(() => read("npm run purge -- QUEUE")).toThrow("is not a command");
});

test.each(runbookFiles)("every link of %s leads to a file", (file) => {
  const links = [...runbookText(file).matchAll(/\]\((?!https:)([^)#]*)/g)].map(
    ([, link = ""]) => link,
  );
  const from = dirname(join(root, runbookFolder, file));
  expect(links.filter((link) => !existsSync(join(from, link)))).toEqual([]);
});

test("the table of alarms leads to every runbook", () => {
  const [, table = ""] =
    /^## Which alarm, which runbook\n(.*?)^## /ms.exec(runbookText("README.md")) ?? [];
  const linked = [...table.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, link]) => link);
  expect([...new Set(linked)].toSorted()).toEqual(runbooks.toSorted());
});
