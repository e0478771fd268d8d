import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startStage } from "@stagecraft/local-stage/start-stage";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { percentile } from "@stagecraft/operations/tune/percentile";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";

const warmUp = 300;
const calls = 3000;

/** Measures a call of a function that does nothing, through endpoint, API and Lambda, relative to a direct call of its handler. */
export async function benchNoOp(): Promise<string> {
  const program = await fixtureProgram("small");
  try {
    const plan = await synthesize({ root: program.root, stage: "dev" });
    const [definition] = functionsOf(plan);
    if (!definition) throw new Error("The small program has no function");
    const bundle = join(program.root, definition.bundle.directory, "bundle.mjs");
    const { handler } = (await import(pathToFileURL(bundle).href)) as {
      handler(event: unknown): Promise<unknown>;
    };
    return await withTemporaryState("bench", async (directory) => {
      const stage = await startStage(plan, { directory, root: program.root });
      try {
        const event = JSON.stringify({ version: "2.0", routeKey: "GET /open" });
        const direct = await sample(async () => JSON.stringify(await handler(JSON.parse(event))));
        const through = await sample(async () => await (await fetch(`${stage.url}/open`)).text());
        const [p50, p95] = [percentile(through, 0.5), percentile(through, 0.95)];
        const ratio = p50 / percentile(direct, 0.5);
        return `warm no-op: ${p50.toFixed(2)} ms p50, ${p95.toFixed(2)} ms p95 from endpoint to response (target: 2), ${ratio.toFixed(0)} times a direct call of the handler`;
      } finally {
        await stage.stop();
      }
    });
  } finally {
    await program.remove();
  }
}

async function sample(call: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < warmUp + calls; index += 1) {
    const startMs = performance.now();
    await call();
    if (index >= warmUp) samples.push(performance.now() - startMs);
  }
  return samples;
}
