import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordsOf } from "./function-records.ts";

test("only JSON objects are records", () => {
  const state = mkdtempSync(join(tmpdir(), "stagecraft-records-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  mkdirSync(join(state, "logs"));
  const lines = ["null", "7", '[{"a":1}]', "text", '{"a":2}'];
  const entries = lines.map((line) => JSON.stringify({ timestampMs: 1, logStream: "s", line }));
  writeFileSync(join(state, "logs/Worker.jsonl"), `${entries.join("\n")}\nnull\n{"torn`);
  expect(recordsOf(state, "Worker")).toEqual([{ a: 2 }]);
  expect(recordsOf(state, "Nobody")).toEqual([]);
});
