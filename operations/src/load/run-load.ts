import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { LoadCustomers } from "./customer-requests.ts";
import type { LoadResult, LoadSecond } from "./load-result.ts";
import type { LoadShape } from "./load-shape.ts";

/** A load to send to one API. */
export type LoadOrder = {
  readonly url: string;
  readonly shape: LoadShape;
  readonly customers: LoadCustomers;
  readonly seed: number;
};

/** What the thread that sends the load tells. */
export type LoadMessage = { readonly second: LoadSecond } | { readonly result: LoadResult };

/** Sends the load from a thread of its own, and returns what the customers saw. */
export async function runLoad(
  order: LoadOrder,
  { onSecond, signal }: { onSecond(second: LoadSecond): void; readonly signal: AbortSignal },
): Promise<LoadResult> {
  const worker = new Worker(new URL("./load-worker.ts", import.meta.url), { workerData: order });
  let result: LoadResult | undefined;
  worker.on("message", (message: LoadMessage) => {
    if ("result" in message) result = message.result;
    else onSecond(message.second);
  });
  try {
    await once(worker, "exit", { signal });
  } finally {
    await worker.terminate();
  }
  if (!result) throw new Error("The thread that sends the load ended without a result.");
  return result;
}
