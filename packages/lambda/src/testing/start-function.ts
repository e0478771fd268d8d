import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Answered } from "./traced-invocation.ts";

const program = fileURLToPath(new URL("traced-function.ts", import.meta.url));

const sampledHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

function environment(daemonAddress: string, traceHeader: string) {
  return {
    AWS_XRAY_DAEMON_ADDRESS: daemonAddress,
    _X_AMZN_TRACE_ID: traceHeader,
    POWERTOOLS_SERVICE_NAME: "Traced",
    POWERTOOLS_METRICS_NAMESPACE: "Test",
  };
}

/** Starts a function as a process, which ends with the test. */
export async function startFunction(daemonAddress: string, traceHeader = sampledHeader) {
  const child = spawn(process.execPath, [program], {
    env: environment(daemonAddress, traceHeader),
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const ended = once(child, "exit");
  let written = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    written += chunk;
  });
  await once(child, "message");
  return {
    child,
    async invoke(event: string): Promise<Answered> {
      child.send(event);
      const [answered] = (await once(child, "message")) as [Answered];
      return answered;
    },
    /** Ends the process and returns its log lines. */
    async end(): Promise<readonly { readonly spansLost?: number }[]> {
      child.kill("SIGKILL");
      // The lines were written before the answers.
      await Promise.all([ended, finished(child.stdout as Readable)]);
      return written
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}

/** Invokes a new function once, which is killed as soon as it has answered. Returns what it wrote. */
export async function invokeAndKill(daemonAddress: string): Promise<string> {
  const child = spawn(process.execPath, [program, "kill"], {
    env: environment(daemonAddress, sampledHeader),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let written = "";
  child.stdout.on("data", (chunk: Buffer) => {
    written += chunk;
  });
  await once(child, "close");
  return written;
}
