import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import type { CommandContext } from "@stagecraft/cli/run-main";
import { secondsText } from "@stagecraft/cli/seconds-text";
import { chance } from "@stagecraft/operations/local-system/chance";
import { type Crash, crashOnce } from "./crash/crash-once.ts";
import {
  type CrashOptions,
  crashHelp,
  crashOptions,
  readCrashOptions,
} from "./crash/crash-options.ts";

await runCommand({
  name: "crash",
  help: crashHelp,
  options: crashOptions,
  endsInOrder: true,
  run: (given, context) => crash(readCrashOptions(given), context),
});

async function crash(
  { seeds, firstSeed, end, startArgs }: CrashOptions,
  { log, signal }: CommandContext,
): Promise<ExitCode> {
  const shared = { startArgs, say: log, signal };
  const whole = await crashOnce({ ...shared, seed: firstSeed });
  const { elapsedMs, storedOrders } = whole;
  if (whole.problems.length > 0) {
    console.log(`run without a signal: ${problemText(whole, firstSeed, startArgs)}`);
    return 1;
  }
  console.log(
    `run without a signal: ${storedOrders} orders in ${secondsText(elapsedMs)}, it balances`,
  );

  let balanced = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    const { killAfterMs, result } = await crashAt(Math.floor(chance(seed, "killed") * elapsedMs), {
      ...shared,
      seed,
      end,
      expectedOrders: storedOrders,
    });
    if (result.problems.length === 0) balanced += 1;
    console.log(
      [
        `seed ${seed}: ${end} after ${killAfterMs} ms during ${result.killedDuring ?? "its end"}, ended ${secondsText(result.endedWithinMs ?? 0)} later`,
        `${result.recoveredOrders} orders recovered`,
        `second run in ${secondsText(result.elapsedMs)}`,
        result.problems.length === 0 ? "it balances" : problemText(result, seed, startArgs),
      ].join(", "),
    );
  }
  console.log(`${balanced} of ${seeds} runs balance`);
  return balanced === seeds ? 0 : 1;
}

/** When a run ends before the signal, repeats it with half the time. */
async function crashAt(killAfterMs: number, options: Parameters<typeof crashOnce>[0]) {
  const result = await crashOnce({ ...options, killAfterMs });
  if (result.killedDuring || result.problems.length > 0) return { killAfterMs, result };
  return await crashAt(Math.floor(killAfterMs / 2), options);
}

function problemText(
  { problems, directory }: Crash,
  seed: number,
  startArgs: readonly string[],
): string {
  return `FAILED: ${problems.join("; ")}
  output: ${directory}/*.txt
  logs of the functions: ${directory}/state/logs
  run again on this state: npm start -- --once --port 0 --seed ${seed} --state ${directory}/state ${startArgs.join(" ")}`.trimEnd();
}
