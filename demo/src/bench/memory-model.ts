import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  durationWith,
  type InvocationSample,
  oneCpuMb,
} from "@stagecraft/operations/tune/memory-model";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

const tickMs = 2;
const rounds = 12;
const warmUps = 3;
const sharesMb = [oneCpuMb, 1_024, 512, 256];

const works: { readonly [name: string]: string } = {
  computes: "for (let n = 0, end = 2e8; n < end; n += 1) Math.sqrt(n);",
  waits: "await new Promise((resolve) => setTimeout(resolve, 60));",
  both: "for (let n = 0, end = 8e7; n < end; n += 1) Math.sqrt(n); await new Promise((resolve) => setTimeout(resolve, 40));",
};

/**
 * Holds processes that compute, wait, or do both to the share of a CPU that an amount of memory gives them, by stopping them for the rest
 * of each period, and compares their time with what the model of `npm run tune` says from a run with a whole CPU.
 */
export async function benchMemoryModel(signal: AbortSignal): Promise<string> {
  const lines = [
    "memory model: measured time with a share of a CPU, over the time that the model says",
  ];
  for (const [name, work] of Object.entries(works)) {
    const whole = await median(work, oneCpuMb, signal);
    const ratios: string[] = [];
    for (const memoryMb of sharesMb) {
      signal.throwIfAborted();
      const { durationMs } = await median(work, memoryMb, signal);
      const ratio = durationMs / durationWith(whole, memoryMb);
      ratios.push(`${memoryMb} MB ${ratio.toFixed(2)}`);
    }
    lines.push(
      `  ${name.padEnd(8)} ${whole.durationMs.toFixed(0)} ms, of which CPU ${whole.cpuMs.toFixed(0)} ms: ${ratios.join(", ")}`,
    );
  }
  return lines.join("\n");
}

/** The invocation with the median duration. */
async function median(
  work: string,
  memoryMb: number,
  signal: AbortSignal,
): Promise<InvocationSample> {
  const script = `
    for (let round = 0; round < ${rounds + warmUps}; round += 1) {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      ${work}
      const { user, system } = process.cpuUsage(cpu);
      console.log(JSON.stringify({ durationMs: performance.now() - start, cpuMs: (user + system) / 1000, maxMemoryMb: 0 }));
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  if (child.pid !== undefined) child.once("exit", endWithThisProcess(child.pid));
  const release = holdTo(child, memoryMb / oneCpuMb);
  try {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    await once(child, "close", { signal });
    const samples = text
      .trim()
      .split("\n")
      .slice(warmUps)
      .map((line) => JSON.parse(line) as InvocationSample);
    const sorted = samples.toSorted((a, b) => a.durationMs - b.durationMs);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (!middle) throw new Error("The process measured nothing.");
    return middle;
  } finally {
    release();
    child.kill("SIGKILL");
  }
}

/** Lets a process run for a share of the time, from now on: it is stopped whenever it is ahead. */
function holdTo(child: ChildProcess, share: number): () => void {
  if (share >= 1) return () => {};
  const startMs = performance.now();
  let lastMs = startMs;
  let ranMs = 0;
  let runs = true;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (runs) ranMs += nowMs - lastMs;
    lastMs = nowMs;
    const mayRun = ranMs < share * (nowMs - startMs);
    if (mayRun !== runs) child.kill(mayRun ? "SIGCONT" : "SIGSTOP");
    runs = mayRun;
  }, tickMs);
  return () => clearInterval(timer);
}
