import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import { swapStage } from "@stagecraft/local-stage/edits/swap-stage";
import type { Fault } from "@stagecraft/local-stage/faults/fault";
import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import { type Closers, createClosers } from "@stagecraft/local-stage/stage/closers";
import type { DebugOptions } from "@stagecraft/local-stage/stage/debugged-function";
import type { Trouble } from "@stagecraft/local-stage/stage/trouble";
import { type Stage, startStage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { defaultSeed } from "./chance.ts";
import { ordersApiOf } from "./orders-api.ts";
import { readTelemetry } from "./read-telemetry.ts";
import { createEvidenceRecorder } from "./record-evidence.ts";
import {
  type FakeProvider,
  type ProviderOverrides,
  startFakeProvider,
} from "./start-fake-provider.ts";
import { createTimingRecorder } from "./timing-recorder.ts";
import { startTokenIssuer } from "./token-issuer.ts";
import { tokenSettings } from "./token-settings.ts";

/** Overrides for a token's claims. */
export type TokenOverrides = {
  readonly scopes?: readonly string[];
  readonly ttlSeconds?: number;
  readonly audience?: string;
};

/** A running stage with the external systems it needs: a token issuer and a fake payments provider. */
export type System = {
  /** The running stage; `apply` replaces it. */
  readonly stage: Stage;
  /** Restarts the stage with another Plan on the same state. When that fails, it restarts the previous Plan and rejects. */
  apply(after: Plan, before: Plan): Promise<void>;
  readonly payments: FakeProvider;
  /** Issues a token that the API accepts, valid for an hour by default. */
  tokenFor(customerId: string, overrides?: TokenOverrides): Promise<string>;
  /** Adds to the texts that no log, metric or span may contain, when they are long enough to be told from other words. */
  addPersonalValues(values: readonly string[]): void;
  /** Makes what the work used evidence. */
  recordUsage(usage: MeasuredUsage): void;
  close(): Promise<void>;
};

const shortestPersonalValue = 6;

type SystemOptions = {
  readonly root: string;
  readonly stateDirectory: string;
  readonly port?: number;
  readonly seed?: number;
  /** How long a delayed payment takes to settle. */
  readonly paymentDelayMs?: number;
  readonly providerOverrides?: ProviderOverrides;
  readonly debug?: DebugOptions;
  readonly faults?: readonly Fault[];
  /** Whether what the functions write becomes evidence. No other code may write into the state. */
  readonly recordsTelemetry?: boolean;
  readonly log?: (line: string) => void;
  /** Is told what goes wrong in the program while the stage runs. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Is told the end of each invocation, with the time, memory and CPU that it took. */
  readonly onInvocation?: (ended: InvocationEnded) => void;
  /** Is told each change of an alarm's state. */
  readonly onAlarm?: (change: AlarmChange) => void;
  /** Cancels the start of a stage. */
  readonly signal?: AbortSignal;
};

/** Starts a stage of the Plan and its external systems. When one of them cannot start, the others are stopped. */
export async function startSystem(plan: Plan, options: SystemOptions): Promise<System> {
  const closers = createClosers();
  try {
    return await open(plan, options, closers);
  } catch (error) {
    // A failure to close must not hide the original error.
    await closers.close().catch(() => {});
    throw error;
  }
}

async function open(plan: Plan, options: SystemOptions, closers: Closers): Promise<System> {
  const { issuer: name, audience } = tokenSettings(plan);
  const { root, stateDirectory, seed = defaultSeed, paymentDelayMs: delayMs = 60_000 } = options;
  const { providerOverrides: overrides = {} } = options;
  let { port = 0 } = options;
  let nowMs = Date.now;
  const recorder = await createEvidenceRecorder(root);
  const personalValues = new Set<string>();
  let usage: MeasuredUsage | undefined;
  closers.add(recorder.write);
  const issuer = await startTokenIssuer({ issuer: name, nowMs: () => nowMs() });
  closers.add(issuer.close);
  const payments = await startFakeProvider({ stateDirectory, seed, delayMs, overrides });
  closers.add(payments.close);

  async function start(next: Plan): Promise<Stage> {
    const ordersApi = ordersApiOf(next)?.logicalName;
    const timing = recorder.isRecording ? createTimingRecorder(next) : undefined;
    const invocations: InvocationEnded[] = [];
    const started = await startStage(next, {
      ...(ordersApi === undefined ? {} : { firstApi: ordersApi }),
      directory: stateDirectory,
      root,
      seed,
      port,
      externalHosts: { [name]: issuer.url },
      secrets: payments.secrets,
      // biome-ignore lint/style/noProcessEnv: users set the program's secrets in environment variables, as for SST
      environment: process.env,
      ...(options.debug ? { debug: options.debug } : {}),
      ...(options.faults ? { faults: options.faults } : {}),
      ...(options.log ? { log: options.log } : {}),
      ...(options.onTrouble ? { onTrouble: options.onTrouble } : {}),
      onInvocation(ended) {
        options.onInvocation?.(ended);
        timing?.onInvocation(ended);
        // Otherwise they would grow for as long as the stage runs.
        if (recorder.isRecording) invocations.push(ended);
      },
      ...(timing ? { onRequest: timing.onRequest, onExecution: timing.onExecution } : {}),
      ...(options.onAlarm ? { onAlarm: options.onAlarm } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    port = Number(new URL(started.url).port);
    nowMs = started.nowMs;
    payments.connect(started);
    recorder.add({
      plan: next,
      permissionsUsed: started.permissionsUsed,
      ...(timing && { timing: timing.seen }),
      invocations: () => invocations,
      usage: () => usage,
      ...(options.recordsTelemetry && {
        telemetry: () => readTelemetry(stateDirectory, personalValues),
      }),
    });
    return started;
  }

  let stage = await start(plan);
  closers.add(() => stage.stop());
  return {
    get stage() {
      return stage;
    },
    async apply(after, before) {
      const swapped = await swapStage({ stage, before, after, start });
      stage = swapped.stage;
      if (swapped.refused) throw swapped.refused;
    },
    payments,
    tokenFor(customerId, overrides) {
      personalValues.add(customerId);
      return issuer.tokenFor({
        customerId,
        audience,
        scopes: ["orders:read", "orders:write", "sales:read"],
        ttlSeconds: 60 * 60,
        ...overrides,
      });
    },
    addPersonalValues(values) {
      for (const value of values)
        if (value.length >= shortestPersonalValue) personalValues.add(value);
    },
    recordUsage(measured) {
      usage = measured;
    },
    close: closers.close,
  };
}
