import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import { openScenario } from "../scenarios/open-scenario.ts";
import { seedStock } from "../scenarios/seed-stock.ts";
import { openDrillStage } from "./drill-stage.ts";
import { createRunCommands } from "./run-runbook.ts";

const yearMs = 365 * 24 * 60 * 60_000;

/** Starts a system with a little stock and one fulfilled order, and a payments provider that drills turn off. */
export async function openDrills(root: string, signal: AbortSignal) {
  const provider = { isDown: false, answers: true };
  const changes: AlarmChange[] = [];
  const scenario = await openScenario({
    onAlarm: (change) => changes.push(change),
    recordsTelemetry: false,
    providerOverrides: {
      outage: () => provider.isDown,
      decide: () => ({ settlesAs: "succeeded", afterMs: provider.answers ? 0 : yearMs }),
    },
  });
  try {
    signal.throwIfAborted();
    await seedStock(scenario, { "85123A": 10_000 });
    const firstOrder = await scenario.place();
    await scenario.settle();
    return {
      plan: scenario.plan,
      stage: openDrillStage(scenario, provider, changes, firstOrder),
      runCommands: createRunCommands(root, scenario.stateDirectory),
      close: () => scenario.close(),
    };
  } catch (error) {
    await scenario.close();
    throw error;
  }
}
