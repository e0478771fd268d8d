import { processStart } from "@stagecraft/processes/process-start";
import type { State } from "./state.ts";

/**
 * Every process that the stage starts, recorded before its first use. They end with the stage (`endWithThisProcess`); if
 * one remains, the next start kills it.
 */
export type Processes = {
  /** `pid` must lead a process group of its own. */
  register(pid: number, kind: string): void;
  forget(pid: number): void;
  /** Kills the remaining process groups of an earlier stage, frozen ones too. Returns how many there were. */
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
      insert.run(pid, kind, processStart(pid) ?? "");
    },
    forget: (pid) => void remove.run(pid),
    endLeftOver() {
      let ended = 0;
      for (const { pid, started } of all.all() as { pid: number; started: string }[]) {
        if (processStart(pid) === started && endGroup(pid)) ended += 1;
        remove.run(pid);
      }
      return ended;
    },
  };
}

function endGroup(pid: number): boolean {
  try {
    process.kill(-pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
