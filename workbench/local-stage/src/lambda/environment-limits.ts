import { availableParallelism, freemem } from "node:os";

/** The resident memory of an environment; the sample's functions have 47 to 122 MB. */
const environmentBytes = 128 * 1024 * 1024;
/** With more busy environments everything is slower: `npm run bench` shows it. */
const busyPerCore = 2;

/** How many execution environments this machine can run: busy ones, and all with the frozen ones. */
export function environmentLimits(): {
  readonly maxBusy: number;
  readonly maxEnvironments: number;
} {
  const maxBusy = Math.max(2, availableParallelism() * busyPerCore);
  const byMemory = Math.floor(freemem() / 2 / environmentBytes);
  return { maxBusy, maxEnvironments: Math.max(maxBusy * 2, byMemory) };
}
