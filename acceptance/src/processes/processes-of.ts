import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Lists the processes whose working directory is in a folder, or whose command line contains it. */
export function processesOf(directory: string): readonly number[] {
  if (process.platform !== "linux") {
    const list = execFileSync("ps", ["-Ao", "pid=,command="], { encoding: "utf8" });
    return list
      .split("\n")
      .filter((line) => line.includes(directory))
      .map((line) => Number.parseInt(line, 10));
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return (
          command.includes(directory) || readlinkSync(`/proc/${pid}/cwd`).startsWith(directory)
        );
      } catch {
        return false;
      }
    });
}
