import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { spansFile } from "@stagecraft/local-stage/xray/span-log";
import { expect, onTestFinished, test } from "vitest";
import { readTelemetry } from "./read-telemetry.ts";

/** The personal data in the telemetry of a stage whose one function wrote these lines and spans. */
async function personalDataIn(
  written: {
    readonly lines?: readonly object[];
    readonly attributes?: readonly Span["attributes"][];
  },
  ...personalValues: readonly string[]
) {
  const state = mkdtempSync(join(tmpdir(), "stagecraft-telemetry-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  const write = (file: string, values: readonly object[]) => {
    mkdirSync(dirname(file), { recursive: true });
    const entries = values.map((line) =>
      JSON.stringify({ timestampMs: 1, logStream: "s", line: JSON.stringify(line) }),
    );
    writeFileSync(file, entries.map((entry) => `${entry}\n`).join(""));
  };
  write(join(state, "logs/Worker.jsonl"), written.lines ?? []);
  const span = {
    resource: { attributes: { "service.name": "Worker" } },
    spanId: "1",
    kind: "SERVER",
  };
  write(
    spansFile(state),
    (written.attributes ?? []).map((attributes) => ({ ...span, attributes })),
  );
  return (await readTelemetry(state, new Set(personalValues))).personalData;
}

const found = (sink: string, what: string, example: unknown = expect.any(String)) => [
  { functionName: "Worker", sink, what, example },
];

test("a value that a customer sent is found in logs and spans, and not printed", async () => {
  const lines = [{ message: "no cus_17\nhere" }];
  expect(await personalDataIn({ lines }, "cus_17")).toEqual(
    found("log", "a customer's id or text", expect.stringMatching(/no …/)),
  );
  const attributes = [{ "order.note": "gift for Jane" }];
  expect(await personalDataIn({ attributes }, "gift for Jane")).toEqual(
    found("span", "a customer's id or text"),
  );
});

test("an e-mail address is found without being known", async () => {
  expect(await personalDataIn({ lines: [{ message: "to jane@example.com" }] })).toEqual(
    found("log", "an e-mail address"),
  );
});

test("a field with the name of a personal field is found, whatever it contains", async () => {
  const what = "a field with the name of the personal customerId";
  expect(await personalDataIn({ lines: [{ customerId: "?" }] })).toEqual(
    found("log", what, "customerId"),
  );
  expect(await personalDataIn({ attributes: [{ "app.customer_id": 1 }] })).toEqual(
    found("span", what, "app.customer_id"),
  );
  const _aws = {
    CloudWatchMetrics: [{ Metrics: [{ Name: "Sold" }], Dimensions: [["customer.id"]] }],
  };
  expect(await personalDataIn({ lines: [{ _aws }] })).toEqual(found("metric", what, "customer.id"));
});

test("longer ids and other fields are not", async () => {
  const lines = [{ message: "cus_170 xcus_17", orderId: "ord_1", messageId: "cus_17.b" }];
  expect(await personalDataIn({ lines, attributes: [{ "order.id": "ord_1" }] }, "cus_17")).toEqual(
    [],
  );
});
