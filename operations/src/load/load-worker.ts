import { parentPort, workerData } from "node:worker_threads";
import { createHttpClient } from "../access/http-client.ts";
import { arrivals } from "./arrivals.ts";
import { createCustomerRequests } from "./customer-requests.ts";
import type { LoadMessage, LoadOrder } from "./run-load.ts";
import { sendOpenLoop } from "./send-open-loop.ts";

/** Sends the load from a thread of its own, so that work in the process that started it delays no request. */

/** Longer than API Gateway's timeout of 30 s. */
const timeoutMs = 35_000;
/** Each takes a socket on both sides. */
const mostOpen = 2_000;

const { url, shape, customers, seed } = workerData as LoadOrder;
const post = (message: LoadMessage) => parentPort?.postMessage(message);
const client = createHttpClient({ baseUrl: url, connections: mostOpen, timeoutMs });
try {
  const result = await sendOpenLoop({
    dueMs: arrivals(shape, seed),
    send: createCustomerRequests(customers, { client, seed }),
    mostOpen,
    onSecond: (second) => post({ second }),
    signal: new AbortController().signal,
  });
  post({ result });
} finally {
  client.close();
}
