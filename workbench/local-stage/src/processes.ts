import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { State } from "./state.ts";

/** Every process that the stage starts, written down before its first use, so that the next start can end what a dead stage left. */
export type Processes = {
  /** `pid` must lead a process group of its own. */
  register(pid: number, kind: string): void;
  forget(pid: number): void;
  /** Kills, group and all, what an earlier stage left behind; frozen ones too. Returns how many there were. */
  endLeftOver(): number;
};

export function createProcesses(state: State): Processes {
  state.sqlite.exec(
    "CREATE TABLE IF NOT EXISTS processes (pid INTEGER PRIMARY KEY, kind TEXT NOT NULL, started TEXT NOT NULL) STRICT",
  );
  const insert = state.sqlite.prepare("INSERT OR REPLACE INTO processes VALUES (?, ?, ?)");
  const remove = state.sqlite.prepare("DELETE FROM processes WHERE pid = ?");
  const all = state.sqlite.prepare("SELECT pid, started FROM processes");
  return {
    register(pid, kind) {
      insert.run(pid, kind, startOf(pid) ?? "");
    },
    forget: (pid) => void remove.run(pid),
    endLeftOver() {
      let ended = 0;
      for (const { pid, started } of all.all() as { pid: number; started: string }[]) {
        if (startOf(pid) === started && endGroup(pid)) ended += 1;
        remove.run(pid);
      }
      return ended;
    },
  };
}

/** When a process started, as the system tells it: with the pid it names one process for ever. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

function endGroup(pid: number): boolean {
  try {
    process.kill(-pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
