import { localOrderLogs } from "@stagecraft/operations/logs/local-order-logs";
import { localSpanSource } from "@stagecraft/operations/trace/local-span-source";
import { readTrace } from "@stagecraft/operations/trace/read-trace";

/** The steps of an order's trace, from function to function: `OrdersApi > OrderPipeline`. A repeated step is named once. */
export async function traceSteps(
  stateDirectory: string,
  orderId: string,
): Promise<readonly string[]> {
  const trace = await readTrace(orderId, {
    spans: localSpanSource(stateDirectory),
    logs: localOrderLogs(stateDirectory),
  });
  const { hops = [] } = trace ?? {};
  const steps = hops.flatMap(({ service, causes }) =>
    causes.map((cause) => `${hops[cause]?.service} > ${service}`),
  );
  return [...new Set(steps)].toSorted();
}
