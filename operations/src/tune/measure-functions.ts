import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { startSystem } from "../local-system/start-system.ts";
import { callOperatorFunctions } from "./call-operator-functions.ts";
import { importCatalogues, withContinuedImports } from "./import-catalogues.ts";
import type { InvocationSample } from "./memory-model.ts";
import { declinedMinor, runOrders } from "./run-orders.ts";

/** The samples of each function that was invoked, by its logical name. */
export type FunctionSamples = ReadonlyMap<string, readonly InvocationSample[]>;

const customerId = "cus_tune";
/** How often what no order reaches runs. */
const rareRuns = 5;

/**
 * Runs orders one after the other, so that no invocation waits for another one's CPU. Then it calls the functions of operators.
 * Before and after, it imports catalogues: in one invocation, and in several. Measures each invocation of every function.
 */
export async function measureFunctions(
  plan: Plan,
  {
    root,
    stateDirectory,
    orders,
    log,
    signal,
  }: {
    readonly root: string;
    readonly stateDirectory: string;
    readonly orders: number;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<FunctionSamples> {
  const names = new Map(functionsOf(plan).map(({ name, logicalName }) => [name, logicalName]));
  const samples = new Map<string, InvocationSample[]>();
  let isMeasured = (_functionName: string) => true;
  const system = await startSystem(plan, {
    root,
    stateDirectory,
    signal,
    providerOverrides: {
      decide: ({ amountMinor }) => ({
        settlesAs: amountMinor === declinedMinor ? "declined" : "succeeded",
        afterMs: 0,
      }),
    },
    onInvocation({ functionName, status, durationMs, cpuMs, maxMemoryMb, initMs }) {
      const name = names.get(functionName);
      // A failed invocation says nothing about the others.
      if (name === undefined || status !== "success" || cpuMs === undefined) return;
      if (!isMeasured(name)) return;
      const sample = {
        durationMs,
        cpuMs,
        maxMemoryMb,
        ...(initMs === undefined ? {} : { initMs }),
      };
      const known = samples.get(name);
      if (known) known.push(sample);
      else samples.set(name, [sample]);
    },
  });
  try {
    log(`importing ${rareRuns} catalogues`);
    await importCatalogues(system, plan, { count: rareRuns, onHand: 10 * orders, signal });
    await runOrders(system, { orders, customerId, log, signal });
    log("calling the functions of operators");
    await callOperatorFunctions(system, plan, { times: rareRuns, customerId });
    log(`importing ${rareRuns} catalogues in several invocations`);
    const continued = withContinuedImports(plan);
    isMeasured = (name) => name === "CatalogContinue";
    await system.apply(continued, plan);
    await importCatalogues(system, continued, { count: rareRuns, onHand: 20 * orders, signal });
    return samples;
  } finally {
    await system.close();
  }
}
