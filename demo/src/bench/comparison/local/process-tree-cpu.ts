import { readdirSync, readFileSync } from "node:fs";

/** Of `/proc/PID/stat`: the clock of Linux has 100 ticks a second for programs, whatever the kernel's own is. */
const ticksMs = 10;

/**
 * The processor time of a process and its descendants so far, with those that have ended, in milliseconds. Undefined on a system
 * without `/proc`.
 */
export function processTreeCpuMs(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  return treeCpuMs(readdirSync("/proc").flatMap(readStat), pid);
}

/** As `processTreeCpuMs`, of the contents of all `stat` files: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function treeCpuMs(stats: readonly string[], pid: number): number {
  const processes = stats.map(parseStat);
  const tree = new Set([pid]);
  let size: number;
  do {
    size = tree.size;
    for (const each of processes) if (tree.has(each.parentPid)) tree.add(each.pid);
  } while (tree.size > size);
  const times = processes.filter((each) => tree.has(each.pid)).map(({ ticks }) => ticks);
  return times.reduce((sum, ticks) => sum + ticks, 0) * ticksMs;
}

function parseStat(stat: string) {
  // The name of the program may contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [, parentPid] = fields.map(Number);
  // utime, stime, and the same of the children that have ended: cutime, cstime.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number.parseInt(stat, 10), parentPid: parentPid ?? 0, ticks };
}

function readStat(name: string): readonly string[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    return [readFileSync(`/proc/${name}/stat`, "utf8")];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
