import { OrderId } from "@stagecraft/contracts/ids";
import { localLogSource } from "@stagecraft/operations/logs/local-log-source";
import { localSpanSource } from "@stagecraft/operations/trace/local-span-source";
import { readTrace } from "@stagecraft/operations/trace/read-trace";
import { expect } from "vitest";

/**
 * Expects the steps of an order's trace, from function to function: `OrdersApi > OrderPipeline`. A repeated step is named once. The
 * last spans are written a moment after their invocation has ended.
 */
export async function expectTraceSteps(
  stateDirectory: string,
  orderId: string,
  steps: readonly string[],
): Promise<void> {
  const read = () => traceSteps(stateDirectory, orderId);
  await expect.poll(read, { timeout: 5_000 }).toEqual(steps.toSorted());
}

async function traceSteps(stateDirectory: string, orderId: string): Promise<readonly string[]> {
  const trace = await readTrace(OrderId.parse(orderId), {
    spans: localSpanSource(stateDirectory),
    logs: localLogSource(stateDirectory),
  });
  const { hops = [] } = trace ?? {};
  const steps = hops.flatMap(({ service, causes }) =>
    causes.map((cause) => `${hops[cause]?.service} > ${service}`),
  );
  return [...new Set(steps)].toSorted();
}
