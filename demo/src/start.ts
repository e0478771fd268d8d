import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { readData } from "./online-retail/read-data.ts";
import { openShop } from "./open-shop.ts";
import { isForThePerson } from "./person-error.ts";
import { printUsage } from "./print-usage.ts";
import { runReplay } from "./run-replay.ts";
import { readStartOptions, type StartOptions, startHelp } from "./start-options.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const options = readStartOptions(process.argv.slice(2), root);
  if (options === "help") console.log(startHelp);
  else process.exitCode = await start(options);
} catch (error) {
  console.error(isForThePerson(error) ? `start: ${error.message}` : error);
  process.exitCode = 1;
}

/** Runs until it is told to end; gives the exit code. */
async function start(options: StartOptions): Promise<number> {
  const interrupted = interruption();
  const { stateDirectory } = options;
  const data = await readData(options.dataDirectory);
  if (options.fresh) await removeState(stateDirectory);
  const startMs = performance.now();
  say("reading the SST program of the stage local");
  const plan = await synthesize({ root, stage: "local" });
  const shop = await openShop(plan, {
    ...{ root, stateDirectory, port: options.port, tell: say },
    // Where time is not skipped, nobody should have to wait for a slow payment.
    paymentDelayMs: options.once ? 60_000 : 3_000,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const { stage } = shop;
  try {
    say(`ready on ${stage.url} after ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
    const result = await runReplay({ shop, plan, data, options, say, signal: interrupted });
    if (options.once) {
      return result.balances && stage.notices().every(({ kind }) => kind === "waiting") ? 0 : 1;
    }
    await printUsage(shop);
    await new Promise((resolve) => interrupted.addEventListener("abort", resolve));
    return 0;
  } catch (error) {
    if (!interrupted.aborted) throw error;
    say("interrupted: a later run goes on with the same keys, and nothing is done twice");
    return 130;
  } finally {
    say("stopping: what runs may end, then Postgres stops");
    await shop.close();
  }
}

/** Ctrl-C once ends the run in order; twice, at once. What the stage cannot go on with ends it too. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => {
      console.error(isForThePerson(error) ? `start: ${error.message}` : error);
      process.exitCode = 1;
      controller.abort();
    });
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}
