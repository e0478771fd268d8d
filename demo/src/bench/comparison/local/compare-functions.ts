import { setTimeout as after } from "node:timers/promises";
import { percentile } from "@stagecraft/operations/tune/percentile";
import type { Alternatives } from "../alternatives.ts";
import { type ComparisonOptions, compareTools } from "./compare-tools.ts";
import type { LocalResult, Observed } from "./local-result.ts";
import { processTreeCpuMs } from "./process-tree-cpu.ts";
import { functionTools } from "./tools.ts";

/** The share of the measured requests that comes before them. */
const warmUpShare = 0.3;
/** An endless function has a timeout of a second. */
const longestAnswerMs = 10_000;
const watchedMs = 2_000;
/** The share of the watched time below which nothing computes any more. A busy machine gives an endless function less than all. */
const idleShare = 0.2;
/** Above the 10 MB of an HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const requestBytes = 11 * 1024 * 1024;

/** Measures tools that run functions behind an HTTP API, with a warm request of a function that does nothing. */
export async function compareFunctions(
  alternatives: Alternatives,
  options: ComparisonOptions,
): Promise<readonly LocalResult[]> {
  return compareTools(
    functionTools,
    alternatives,
    options,
    async (server, tool, place, isFirst) => {
      const url = `http://127.0.0.1:${place.port}`;
      for (let count = 0; count < tool.requests * warmUpShare; count += 1) await request(url);
      const timesMs: number[] = [];
      const before = processTreeCpuMs(server.pid);
      for (let count = 0; count < tool.requests; count += 1) {
        options.signal.throwIfAborted();
        const startMs = performance.now();
        await request(url);
        timesMs.push(performance.now() - startMs);
      }
      const cpuMs = (processTreeCpuMs(server.pid) ?? Number.NaN) - (before ?? Number.NaN);
      return {
        values: {
          "ready, ms": server.readyMs,
          "request p50, ms": percentile(timesMs, 0.5),
          "request p99, ms": percentile(timesMs, 0.99),
          "CPU a request, ms": cpuMs / tool.requests,
        },
        ...(isFirst
          ? {
              observed: await observe(
                url,
                server.pid,
                options.queue !== undefined || tool.packages.length === 0,
              ),
            }
          : {}),
      };
    },
  );
}

async function request(url: string): Promise<void> {
  const response = await fetch(`${url}/no-op`);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`GET /no-op returned ${response.status}`);
}

/** Does what AWS refuses. The endless function comes last, because a tool may not survive it. */
async function observe(url: string, pid: number, hasQueue: boolean): Promise<Observed> {
  const body = "x".repeat(requestBytes);
  return {
    "a message sent without a grant": {
      aws: "refused",
      tool: hasQueue ? await answerOf(`${url}/send`) : "not tried: no queue",
    },
    "a request of 11 MB": {
      aws: "refused",
      tool: await statusOf(`${url}/no-op`, { method: "POST", body }),
    },
    "a response of 7 MB": { aws: "refused", tool: await statusOf(`${url}/large`) },
    "an endless function with a timeout of 1 s": {
      aws: "ended",
      tool: await endlessAnswer(url, pid),
    },
  };
}

async function statusOf(url: string, init: RequestInit = {}): Promise<string> {
  try {
    const signal = AbortSignal.timeout(longestAnswerMs);
    const response = await fetch(url, { ...init, signal });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    return errorName(error);
  }
}

async function answerOf(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(longestAnswerMs) });
  return `${response.status} ${(await response.text()).slice(0, 60)}`;
}

async function endlessAnswer(url: string, pid: number): Promise<string> {
  const startMs = performance.now();
  const status = await statusOf(`${url}/endless`);
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(1);
  const before = processTreeCpuMs(pid);
  await after(watchedMs);
  const cpuMs = (processTreeCpuMs(pid) ?? Number.NaN) - (before ?? Number.NaN);
  if (Number.isNaN(cpuMs)) return `${status} after ${seconds} s`;
  const state = cpuMs < watchedMs * idleShare ? "ended" : "goes on";
  return `${status} after ${seconds} s, the function ${state}`;
}

function errorName(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  return name === "TimeoutError" ? "no answer" : (cause?.code ?? name);
}
