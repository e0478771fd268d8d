import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type AuditFields, openAudit } from "./audit.ts";

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
  command: "replay",
  place: "Dead",
  id,
  step: done,
});

test("the next run finds how far each letter had come, apart from what it was discarded", () => {
  const place = directory();
  const before = auditIn(place);
  before.note(step("a", "sending"));
  before.note(step("b", "sending"));
  before.note(step("a", "sent"));
  before.note({ ...step("b", "archived"), command: "discard", reason: "old" });
  const after = auditIn(place);
  expect(after.last("replay", "Dead", "a")).toBe("sent");
  expect(after.last("replay", "Dead", "b")).toBe("sending");
  expect(after.last("discard", "Dead", "b")).toBe("archived");
  expect(after.last("replay", "Other", "a")).toBeUndefined();
});

test("half a line that a kill left is passed over, and the next one is whole", () => {
  const place = directory();
  auditIn(place).note(step("a", "sent"));
  const file = join(place, "audit.jsonl");
  appendFileSync(file, '{"at":"1970');
  auditIn(place).note(step("a", "done"));
  expect(auditIn(place).last("replay", "Dead", "a")).toBe("done");
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(4);
});
