import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { AuditEntry, AuditFields, Step } from "./audit-entry.ts";
import { readAuditEntry } from "./read-audit-entry.ts";

/** Who did what to which dead-letter message. The next run reads from it how far a killed run came. */
export type Audit = {
  /** Appends an entry and syncs it to the disk. */
  append(fields: AuditFields): void;
  /** The last step of a message under that command. */
  lastStep(command: AuditFields["command"], source: string, id: string): Step | undefined;
  close(): void;
};

/** Opens the audit in `directory`; the file is created by the first entry. `by` is the caller's ARN. */
export function openAudit(
  directory: string,
  { by, nowMs }: { readonly by: string; readonly nowMs: () => number },
): Audit {
  const file = join(directory, "audit.jsonl");
  const steps = new Map<string, Step>();
  const keyOf = (command: string, source: string, id: string) => `${command} ${source} ${id}`;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  for (const line of text.split("\n")) {
    const entry = readAuditEntry(line);
    if (entry) steps.set(keyOf(entry.command, entry.source, entry.id), entry.step);
  }
  const common = { run: randomUUID(), by, person: person() };
  let handle: number | undefined;

  function open(): number {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const opened = openSync(file, "a", 0o600);
    // A killed run may have left an incomplete line.
    if (text !== "" && !text.endsWith("\n")) writeSync(opened, "\n");
    return opened;
  }

  return {
    append(fields) {
      handle ??= open();
      const entry: AuditEntry = { at: new Date(nowMs()).toISOString(), ...common, ...fields };
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fdatasyncSync(handle);
      steps.set(keyOf(fields.command, fields.source, fields.id), fields.step);
    },
    lastStep: (command, source, id) => steps.get(keyOf(command, source, id)),
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

/** The name of the account on this machine; an account may have no name. */
function person(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "");
  }
}
