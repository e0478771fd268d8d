import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The resident memory of the processes of a local stage at one time, in MB. */
export type MemorySample = {
  readonly atMs: number;
  /** This process: the endpoint, the queues, the workflow engine and what else stands for AWS. */
  readonly stageMb: number;
  readonly environments: number;
  /** Mean of the execution environments. */
  readonly environmentMb: number;
};

export type MemoryWatch = { stop(): readonly MemorySample[] };

const run = promisify(execFile);
const bytesPerMb = 1024 * 1024;

/** Samples the memory of this process and of the execution environments that it has started, until it is stopped. */
export function watchMemory(everyMs: number): MemoryWatch {
  const samples: MemorySample[] = [];
  let stopped = false;
  const take = async () => {
    const environments = await environmentsMb();
    if (stopped) return;
    samples.push({
      atMs: Date.now(),
      stageMb: process.memoryUsage.rss() / bytesPerMb,
      environments: environments.length,
      environmentMb: environments.reduce((sum, mb) => sum + mb, 0) / (environments.length || 1),
    });
  };
  void take();
  const timer = setInterval(() => void take(), everyMs);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      return samples;
    },
  };
}

/** An environment is a child process that runs Node, as this process does. */
async function environmentsMb(): Promise<readonly number[]> {
  const { stdout } = await run("ps", ["-A", "-o", "ppid=,rss=,comm="]);
  return stdout.split("\n").flatMap((line) => {
    const [, parent, kilobytes, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const isEnvironment = Number(parent) === process.pid && /node|MainThread/.test(command ?? "");
    return isEnvironment ? [Number(kilobytes) / 1024] : [];
  });
}
