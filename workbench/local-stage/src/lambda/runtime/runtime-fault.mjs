import { setTimeout as delay } from "node:timers/promises";

const bytesPerMb = 1024 * 1024;
const chunkMb = 64;

/** Lambda's limit: the function's code could change the variable. */
// biome-ignore lint/style/noProcessEnv: Lambda configures its runtime by environment variables
const memoryLimitBytes = Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE) * bytesPerMb;

/**
 * Injects a planned fault into the invocation whose handler is called next.
 *
 * @param {import("./settings.d.mts").RuntimeFault} fault
 * @returns {Promise<() => void>} ends it; to be called when the handler has ended
 */
export async function beginFault(fault) {
  switch (fault.kind) {
    case "slow":
      await delay(fault.delayMs);
      return () => {};
    case "memory-taken": {
      const chunks = takeMemory(fault.mb);
      await untilKilled();
      return () => chunks.forEach(free);
    }
  }
}

/**
 * @param {number} mb
 * @returns {ArrayBuffer[]} memory of which every page has been written, so that it is resident
 */
function takeMemory(mb) {
  const chunks = [];
  for (let leftMb = mb; leftMb > 0; leftMb -= chunkMb) {
    const bytes = new Uint8Array(Math.min(leftMb, chunkMb) * bytesPerMb);
    chunks.push(bytes.fill(1).buffer);
  }
  return chunks;
}

/**
 * Frees the memory at once, not at the next garbage collection.
 *
 * @param {ArrayBuffer} chunk
 */
function free(chunk) {
  chunk.transfer(0);
}

/**
 * A process above its limit goes no further on AWS. Here the stage notices it some milliseconds later, which a fast handler could
 * use to answer. Without /proc the stage has no limit.
 */
async function untilKilled() {
  if (process.platform !== "linux") return;
  if (process.resourceUsage().maxRSS * 1024 > memoryLimitBytes) await new Promise(() => {});
}
