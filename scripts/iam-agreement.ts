import { runCommand } from "../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../workbench/cli/src/whole-number.ts";
import { compareDecisions } from "../workbench/iam/src/reference/compare-decisions.ts";

const help = `node scripts/iam-agreement.ts [--requests N] [--seed N]

  Compares the IAM evaluator of workbench/iam with the reference, which is written from AWS's pages alone, on generated policies and
  requests. Prints the first disagreement in its smallest form; exit 1 when there is one.

  --requests N   how many requests (default: 100000)
  --seed N       the first seed (default: 1). Every 5000 requests have the next one, so that a run can go on where another ended`;

const batch = 5_000;

await runCommand({
  name: "iam-agreement",
  help,
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
  async run({ values }, { signal }) {
    const requests = wholeNumber("--requests", values.requests, 1, 100_000_000);
    const firstSeed = wholeNumber("--seed", values.seed, 0, 2_000_000_000);
    const startMs = performance.now();
    for (let done = 0, seed = firstSeed; done < requests; seed += 1) {
      // Without a turn of the event loop no signal arrives.
      await new Promise(setImmediate);
      signal.throwIfAborted();
      const size = Math.min(batch, requests - done);
      const { outcomes, disagreement } = compareDecisions(size, seed);
      if (disagreement !== undefined) {
        console.log(`seed ${seed}: ${JSON.stringify(disagreement, null, 2)}`);
        return 1;
      }
      done += size;
      const passedS = (performance.now() - startMs) / 1000;
      const leftS = (passedS / done) * (requests - done);
      const { allowed, explicit, implicit } = outcomes;
      console.log(
        `seed ${seed}: ${done} of ${requests} requests agree, about ${leftS.toFixed(0)} s left (of these ${size}: ${allowed} allowed, ${explicit} explicitly denied, ${implicit} implicitly denied)`,
      );
    }
    return 0;
  },
});
