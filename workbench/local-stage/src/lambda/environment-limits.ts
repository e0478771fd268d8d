import { availableParallelism, freemem } from "node:os";

/** What an environment takes resident, seen of the sample's own functions: 47 to 122 MB. */
const environmentBytes = 128 * 1024 * 1024;
/** More environments working at once than this make everything slower: `npm run bench` shows it. */
const busyPerCore = 2;

/** How many execution environments this machine bears: working at once, and in all with the frozen ones. */
export function environmentLimits(): {
  readonly maxBusy: number;
  readonly maxEnvironments: number;
} {
  const maxBusy = Math.max(2, availableParallelism() * busyPerCore);
  const byMemory = Math.floor(freemem() / 2 / environmentBytes);
  return { maxBusy, maxEnvironments: Math.max(maxBusy * 2, byMemory) };
}
