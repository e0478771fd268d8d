import type { AuditEntry } from "./audit-entry.ts";

/** An entry of an earlier version: `replay` is now `redrive`, `place` is now `source`. */
type OldEntry = Omit<AuditEntry, "command" | "source"> & {
  readonly command: "replay" | "discard";
  readonly place: string;
};

/** Reads a line of the audit, in the present or the old form; undefined for an incomplete line. */
export function readAuditEntry(line: string): AuditEntry | undefined {
  const entry = parsed(line);
  if (entry === undefined || "source" in entry) return entry;
  const { command, place, ...others } = entry;
  return { ...others, command: command === "replay" ? "redrive" : command, source: place };
}

function parsed(line: string): AuditEntry | OldEntry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
