import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openAudit } from "./audit.ts";
import type { AuditFields } from "./audit-entry.ts";

function auditIn(directory: string) {
  const audit = openAudit(directory, { by: "arn:aws:iam::1:user/a", nowMs: () => 0 });
  onTestFinished(audit.close);
  return audit;
}

function directory() {
  const made = mkdtempSync(join(tmpdir(), "stagecraft-audit-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const step = (id: string, done: AuditFields["step"]): AuditFields => ({
  command: "redrive",
  source: "Dead",
  id,
  step: done,
});

test("the next run reads the last step of each message, for each command", () => {
  const folder = directory();
  const before = auditIn(folder);
  before.append(step("a", "sending"));
  before.append(step("b", "sending"));
  before.append(step("a", "sent"));
  before.append({ ...step("b", "archived"), command: "discard", reason: "old" });
  const after = auditIn(folder);
  expect(after.lastStep("redrive", "Dead", "a")).toBe("sent");
  expect(after.lastStep("redrive", "Dead", "b")).toBe("sending");
  expect(after.lastStep("discard", "Dead", "b")).toBe("archived");
  expect(after.lastStep("redrive", "Other", "a")).toBeUndefined();
});

test("an incomplete line of a killed run is skipped, and the next entry is complete", () => {
  const folder = directory();
  auditIn(folder).append(step("a", "sent"));
  const file = join(folder, "audit.jsonl");
  appendFileSync(file, '{"at":"1970');
  auditIn(folder).append(step("a", "done"));
  expect(auditIn(folder).lastStep("redrive", "Dead", "a")).toBe("done");
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(4);
});

test("entries of the version that called a redrive a replay are read", () => {
  const folder = directory();
  const entries = [
    { command: "replay", place: "Dead", id: "a", step: "sending" },
    { command: "replay", place: "Dead", id: "a", step: "sent" },
    { command: "discard", place: "Dead", id: "b", step: "archived" },
  ];
  const lines = entries.map((entry) => `${JSON.stringify({ at: "1970", run: "r", ...entry })}\n`);
  writeFileSync(join(folder, "audit.jsonl"), lines.join(""));
  const audit = auditIn(folder);
  expect(audit.lastStep("redrive", "Dead", "a")).toBe("sent");
  expect(audit.lastStep("discard", "Dead", "b")).toBe("archived");
});
