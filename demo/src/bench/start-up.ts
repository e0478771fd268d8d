import { startStage } from "@stagecraft/local-stage/start-stage";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { percentile } from "@stagecraft/operations/tune/percentile";
import { synthesize } from "@stagecraft/plan/synthesize";

const rounds = 5;

/** Measures the time from start to the first response, with an existing state and a cached Plan. */
export async function benchStart(root: string): Promise<string> {
  return withTemporaryState("bench", async (directory) => {
    const samples: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const startMs = performance.now();
      const plan = await synthesize({ root, stage: "local" });
      const stage = await startStage(plan, { directory, root });
      const response = await fetch(`${stage.url}/health`);
      if (!response.ok) throw new Error(`GET /health returned ${response.status}`);
      if (round > 0) samples.push(performance.now() - startMs);
      await stage.stop();
    }
    return `ready: first response after ${percentile(samples, 0.5).toFixed(0)} ms, median of ${rounds} warm starts (target: 5000)`;
  });
}
