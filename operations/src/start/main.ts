import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import type { CommandContext } from "@stagecraft/cli/run-main";
import { secondsText } from "@stagecraft/cli/seconds-text";
import { untilAborted } from "@stagecraft/cli/until-aborted";
import { UsageError } from "@stagecraft/cli/usage-error";
import { type FollowOptions, followEdits } from "@stagecraft/local-stage/edits/follow-edits";
import { removeState } from "@stagecraft/local-stage/remove-state";
import type { DebugOptions } from "@stagecraft/local-stage/stage/debugged-function";
import { rebuild } from "@stagecraft/plan/bundles/rebuild";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { localStage, stageArguments, stateDirectoryOf } from "../access/open-stage.ts";
import { type System, startSystem } from "../local-system/start-system.ts";
import { findFunction } from "../logs/find-function.ts";
import { createAlarmLines } from "./alarm-lines.ts";
import { openWorkload } from "./open-workload.ts";
import { printUsage } from "./print-usage.ts";
import { readStartOptions, type StartOptions, startHelp, startOptions } from "./start-options.ts";
import { stoppedIntakeLine } from "./stopped-intake-line.ts";
import { createTroubleLines } from "./trouble-lines.ts";
import { watchOrdersInTrouble } from "./watch-orders-in-trouble.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
/** Kinds of notices that do not make the exit code 1. A lost message was redelivered, or the run would not balance. */
const harmless = new Set(["waiting", "nat", "lost"]);

await runCommand({
  name: "start",
  help: startHelp,
  options: startOptions,
  endsInOrder: true,
  run: (given, context) => start(readStartOptions(given, root), context),
});

/** Runs until it is interrupted, or with `--once` until the workload has ended. Returns the exit code. */
async function start(options: StartOptions, { log, signal }: CommandContext): Promise<ExitCode> {
  const { stateDirectory } = options;
  const isDefault = stateDirectory === stateDirectoryOf({ stage: localStage }, root);
  const where = stageArguments({
    stage: localStage,
    ...(isDefault ? {} : { state: stateDirectory }),
  });
  signal.addEventListener("abort", () =>
    log("interrupted: the next run sends the same idempotency keys, so nothing is done twice"),
  );
  const workload = await openWorkload(options, root);
  if (options.fresh) await removeState(stateDirectory, { keepSecrets: true });
  const startMs = performance.now();
  log("reading the SST program of the stage local");
  const { plan, debug } = await readProgram(options, signal);
  const system = await startSystem(plan, {
    root,
    stateDirectory,
    port: options.port,
    log,
    onTrouble: createTroubleLines(log, where),
    onAlarm: createAlarmLines(log, where),
    signal,
    ...(debug ? { debug } : {}),
    // With --once the clock skips waiting times; otherwise a delayed payment takes real time.
    paymentDelayMs: options.once ? 60_000 : 3_000,
    ...(workload.providerOverrides ? { providerOverrides: workload.providerOverrides } : {}),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  let edits: { close(): Promise<void> } | undefined;
  let watch: { close(): Promise<void> } | undefined;
  try {
    log(`ready on ${system.stage.url} after ${secondsText(performance.now() - startMs)}`);
    const stopped = await stoppedIntakeLine(system.stage, plan, where);
    if (stopped) log(stopped);
    if (debug) {
      log(
        `${debug.functionName} can be debugged at 127.0.0.1:${debug.port} after its first event (chrome://inspect, or attach from an editor)`,
      );
    }
    const running = workload.run({ system, plan, say: log, signal });
    if (!options.once) {
      edits = await followEdits({
        ...followOptions(system, plan, running, debug),
        ...withContainers(options.containers),
        log,
      });
    }
    if (!options.once) watch = watchOrdersInTrouble(system, { say: log, where });
    const { ok } = await running;
    if (options.once) {
      const isHarmless = system.stage.notices().every(({ kind }) => harmless.has(kind));
      return ok && isHarmless ? 0 : 1;
    }
    await printUsage(system);
    await untilAborted(signal);
    return 0;
  } finally {
    log("stopping: waits for running work, then stops Postgres");
    await watch?.close();
    await edits?.close();
    await system.close();
  }
}

/** A changed Plan is applied only after the workload has ended, because the workload uses the running stage. */
function followOptions(
  system: System,
  plan: Plan,
  running: Promise<unknown>,
  debug?: DebugOptions,
): Omit<FollowOptions, "log"> {
  running.catch(() => {});
  return {
    root,
    plan,
    debugged: debug?.functionName,
    stage: () => system.stage,
    async apply(after, before) {
      await running;
      await system.apply(after, before);
    },
  };
}

/** Reads the program. The bundle of the function to debug is rebuilt for the debugger. */
async function readProgram(
  { inspect, inspectPort, containers }: StartOptions,
  signal: AbortSignal,
) {
  const plan = await synthesize({ root, stage: "local", ...withContainers(containers), signal });
  if (inspect === undefined) return { plan };
  const names = Object.keys(plan.bundles);
  const functionName = findFunction(inspect, names);
  if (!functionName) {
    throw new UsageError(
      `--inspect: there is no function "${inspect}". The functions are ${names.join(", ")}`,
    );
  }
  return {
    plan: await rebuild(root, plan, [functionName], functionName),
    debug: { functionName, port: inspectPort },
  };
}

/** The program reads there what also runs as a container: `containers` in infra/stages.ts. */
function withContainers(containers: readonly string[]) {
  return containers.length > 0 && { variables: { CONTAINERS: containers.join(",") } };
}
