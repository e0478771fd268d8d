import type { OrderId } from "@stagecraft/contracts/ids";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import type { LogSource } from "./log-source.ts";

/** Every line that names the order, in the order of their time. */
export async function orderLines(
  order: OrderId,
  { follow }: Pick<LogSource, "follow">,
): Promise<readonly LogLine[]> {
  const { signal } = new AbortController();
  const found: LogLine[] = [];
  for await (const lines of follow({ order, once: true, signal })) {
    found.push(...lines.filter(({ line }) => line.includes(order)));
  }
  return found;
}
