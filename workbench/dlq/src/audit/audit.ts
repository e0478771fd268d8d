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

/**
 * How far a dead letter has come. `sending` stands before the first thing that cannot be taken back, `sent` after it,
 * `done` once it is gone from its place. `failed`: it was refused, and stays.
 */
export type Step = "sending" | "sent" | "failed" | "archived" | "done";

/** What was done to one dead letter. Never its body. */
export type AuditFields = {
  readonly command: "replay" | "discard";
  readonly place: string;
  readonly id: string;
  readonly step: Step;
  readonly consumer?: string;
  /** The ARN that it went to. */
  readonly to?: string;
  /** What it is known by there: a message's or invocation's id, an execution. */
  readonly as?: string;
  readonly upcast?: string;
  /** The trace that it was part of, and is no more. */
  readonly traceId?: string;
  readonly reason?: string;
  readonly error?: string;
};

/** Who did what to which dead letter, and how far it came: also what tells the next run where a killed one was. */
export type Audit = {
  /** Writes it, and has it on the disk. */
  note(fields: AuditFields): void;
  /** The last that was written of a letter by that command. */
  last(command: AuditFields["command"], place: string, id: string): Step | undefined;
  close(): void;
};

type AuditEntry = AuditFields & {
  readonly at: string;
  readonly run: string;
  readonly by: string;
  readonly person: string;
};

/** The audit of a stage in `directory`, which is made when there is something to write; `by` is the caller's ARN. */
export function openAudit(
  directory: string,
  { by, nowMs }: { readonly by: string; readonly nowMs: () => number },
): Audit {
  const file = join(directory, "audit.jsonl");
  const steps = new Map<string, Step>();
  const keyOf = (command: string, place: string, id: string) => `${command} ${place} ${id}`;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  for (const line of text.split("\n")) {
    const entry = parsed(line);
    if (entry) steps.set(keyOf(entry.command, entry.place, entry.id), entry.step);
  }
  const common = { run: randomUUID(), by, person: person() };
  let handle: number | undefined;

  function open(): number {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const opened = openSync(file, "a", 0o600);
    // A run that was killed may have left half a line.
    if (text !== "" && !text.endsWith("\n")) writeSync(opened, "\n");
    return opened;
  }

  return {
    note(fields) {
      handle ??= open();
      const entry: AuditEntry = { at: new Date(nowMs()).toISOString(), ...common, ...fields };
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fdatasyncSync(handle);
      steps.set(keyOf(fields.command, fields.place, fields.id), fields.step);
    },
    last: (command, place, id) => steps.get(keyOf(command, place, id)),
    close() {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

function parsed(line: string): AuditEntry | undefined {
  try {
    return JSON.parse(line) as AuditEntry;
  } catch {
    return undefined;
  }
}

/** Not every account of a machine has a name. */
function person(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "");
  }
}
