import { randomBytes, randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { percentile } from "@stagecraft/operations/tune/percentile";
import type { MeasuredCall } from "./measured-functions.ts";

/** What this process is to do, as JSON in its first argument. */
export type FunctionWork = {
  readonly bundle: string;
  readonly isSampled: boolean;
  readonly calls: readonly MeasuredCall[];
};

/** The processor time of the whole process, and the time on the clock, in microseconds. */
export type Cost = { readonly cpuUs: number; readonly wallUs: number };

/**
 * One message for the import of the bundle, one for each call, and after the first call one for the process so far, its start
 * included.
 */
export type FunctionMessage = { readonly name: string; readonly cost: Cost };

type Handler = (event: unknown, context: object) => Promise<unknown>;

const [, , argument = ""] = process.argv;
const work = JSON.parse(argument) as FunctionWork;

const startMs = performance.now();
const before = process.cpuUsage();
const { handler } = (await import(pathToFileURL(work.bundle).href)) as { handler: Handler };
send({ name: "init", cost: { cpuUs: cpuUsSince(before), wallUs: elapsedUs(startMs) } });
for (const [index, call] of work.calls.entries()) {
  send({ name: call.name, cost: await measure(call) });
  if (index === 0) send({ name: "process", cost: { cpuUs: cpuUsSince(), wallUs: elapsedUs(0) } });
}
// The bundle's connections would keep the process alive.
process.disconnect?.();
process.exit();

async function measure({ event, warmUp, measured, answer }: MeasuredCall): Promise<Cost> {
  const invocations = Array.from({ length: warmUp + measured }, () => ({
    event: JSON.parse(event.replaceAll("{{unique}}", randomUUID())) as unknown,
    traceHeader: `Root=1-6578a1b2-${hex(12)};Parent=${hex(8)};Sampled=${work.isSampled ? 1 : 0}`,
  }));
  for (const invocation of invocations.slice(0, warmUp)) check(await invoke(invocation));
  const timesUs: number[] = [];
  let last: unknown;
  const usage = process.cpuUsage();
  for (const invocation of invocations.slice(warmUp)) {
    const invokedMs = performance.now();
    last = await invoke(invocation);
    timesUs.push(elapsedUs(invokedMs));
  }
  const cost = { cpuUs: cpuUsSince(usage) / measured, wallUs: percentile(timesUs, 0.5) };
  check(last);
  return cost;

  function check(result: unknown) {
    const json = JSON.stringify(result) ?? "";
    if (!json.includes(answer)) throw new Error(`not the answer ${answer}: ${json}`);
  }
}

function invoke({ event, traceHeader }: { event: unknown; traceHeader: string }) {
  // biome-ignore lint/style/noProcessEnv: Lambda's runtime writes the header of each invocation there
  process.env._X_AMZN_TRACE_ID = traceHeader;
  const context = {
    awsRequestId: randomUUID(),
    functionVersion: "$LATEST",
    // Imports leave a minute for their end.
    getRemainingTimeInMillis: () => 300_000,
  };
  return handler(event, context);
}

function send(message: FunctionMessage) {
  process.send?.(message);
}

/** Since the start of the process by default. */
function cpuUsSince(usage?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(usage);
  return user + system;
}

function elapsedUs(sinceMs: number): number {
  return (performance.now() - sinceMs) * 1000;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
