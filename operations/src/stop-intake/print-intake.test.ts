import { expect, test } from "vitest";
import { printStarted, printStatus, printStopped } from "./print-intake.ts";

const nowMs = Date.parse("2026-12-01T08:00:00Z");
const hourMs = 3_600_000;
const context = { options: { stage: "prod", action: "stop" }, nowMs } as const;

const orders = {
  kind: "event source mapping",
  name: "OrderPipeline from OrdersQueue",
  meanwhile: "messages wait in the queue",
  isStopped: true,
  stoppedAtMs: nowMs,
  lossAfterMs: nowMs + 5 * hourMs,
} as const;
const files = {
  kind: "asynchronous function",
  name: "CatalogImport",
  meanwhile: "its events become dead-letter messages",
  isStopped: true,
  stoppedAtMs: nowMs - hourMs,
  lossAfterMs: nowMs + 24 * hourMs,
} as const;

test("after a stop the text says until when nothing is lost, and how to start again", () => {
  const changes = [
    { kind: orders.kind, name: orders.name, outcome: "stopped" },
    { kind: files.kind, name: files.name, outcome: "stopped" },
  ] as const;
  expect(printStopped(changes, [orders, files], context)).toBe(
    `The stage prod begins no new work: 1 event source mapping, 1 asynchronous function.

Nothing is lost until 2026-12-01 13:00 UTC, 5 h from now: then what waits for OrderPipeline from OrdersQueue is as old as it may be.

Workflows that run go on to their end, and the payments webhook is open. Containers, if any run, are not stopped.

  next  npm run stop-intake -- --start --stage prod`,
  );
});

test("what did not stop is named first", () => {
  const failed = { kind: "route", name: "POST /orders", outcome: "failed", reason: "no" } as const;
  expect(printStopped([failed], [orders], context)).toContain(
    "The stage prod still begins new work: 1 route did not stop. Run it again.",
  );
});

test("data that is too old already is not hidden", () => {
  const late = { ...orders, lossAfterMs: nowMs - 1 };
  expect(printStatus([late], context)).toContain(
    "Data is being lost now: what waits for OrderPipeline from OrdersQueue is too old.",
  );
});

test("what somebody else has stopped is named, since --start leaves it", () => {
  const changes = [{ kind: "route", name: "GET /a", outcome: "was stopped" }] as const;
  const { stoppedAtMs, ...others } = { ...orders, kind: "route", name: "GET /a" } as const;
  expect(printStopped(changes, [others], context)).toContain(
    "Somebody else had stopped GET /a: --start leaves that as it is.",
  );
});

test("after a start the text says what was left as it is, and what to redrive", () => {
  const text = printStarted(
    [
      { kind: files.kind, name: files.name, outcome: "started" },
      { kind: "route", name: "GET /a", outcome: "was started" },
      { kind: "route", name: "GET /b", outcome: "is gone" },
      { kind: "route", name: "GET /c", outcome: "failed", reason: "no" },
    ],
    { ...context, options: { stage: "local", action: "start" } },
  );
  expect(text.split("\n\n")).toEqual([
    "The stage local begins new work again: 1 asynchronous function, each set as before.",
    "A deploy, or somebody, had started GET /a before: left as it is.",
    "GET /b: not deployed any more.",
    "1 route did not start: GET /c. Run it again.",
    "Objects that were uploaded meanwhile are dead-letter messages: redrive them.",
    "  next  npm run dlq -- list",
  ]);
  expect(printStarted([], context)).toBe("Nothing of the stage prod was stopped by this command.");
});

test("the status of an open intake has no next command", () => {
  const { stoppedAtMs, lossAfterMs, ...point } = orders;
  expect(printStatus([{ ...point, isStopped: false }], context)).toBe(
    [
      "kind                  name                            intake  since  meanwhile",
      "event source mapping  OrderPipeline from OrdersQueue  open",
    ].join("\n"),
  );
});
