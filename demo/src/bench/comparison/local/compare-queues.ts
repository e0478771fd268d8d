import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Alternatives } from "../alternatives.ts";
import { type ComparisonOptions, compareTools } from "./compare-tools.ts";
import type { LocalResult } from "./local-result.ts";
import { processTreeCpuMs } from "./process-tree-cpu.ts";
import type { QueueAddress } from "./queue-address.ts";
import type { Server } from "./run-server.ts";
import { queueTools, type ToolPlace } from "./tools.ts";

/** What `queue-load.mjs` saw. */
type Checks = { readonly wrongSecret: string; readonly traceHeader: string };

const warmUp = 300;
const cycles = 1_000;

/** Measures queues with the real SDK in a process of its own: a message is sent, received and deleted, one after the other. */
export async function compareQueues(
  alternatives: Alternatives,
  options: ComparisonOptions,
): Promise<readonly LocalResult[]> {
  return compareTools(queueTools, alternatives, options, async (server, _tool, place) => {
    const address = queueAddressOf(server, place);
    const load = fork(
      join(place.folder, "local", "queue-load.mjs"),
      [JSON.stringify(address), String(warmUp), String(cycles)],
      { stdio: ["ignore", "ignore", "pipe", "ipc"], signal: options.signal },
    );
    const { checks } = await message<{ readonly checks: Checks }>(load);
    const before = processTreeCpuMs(server.pid);
    load.send("go");
    const { elapsedMs } = await message<{ readonly elapsedMs: number }>(load);
    const after = processTreeCpuMs(server.pid);
    return {
      values: {
        "messages a second": (cycles * 1_000) / elapsedMs,
        "CPU a message, ms": ((after ?? Number.NaN) - (before ?? Number.NaN)) / cycles,
      },
      observed: {
        "a request signed with another secret key": { aws: "refused", tool: checks.wrongSecret },
        "a message's AWSTraceHeader": { aws: "kept", tool: checks.traceHeader },
      },
    };
  });
}

/** The address that a server tells, or that of fauxqs, which tells none. */
export function queueAddressOf(
  server: Pick<Server, "told">,
  { port }: Pick<ToolPlace, "port">,
): QueueAddress {
  const endpoint = `http://127.0.0.1:${port}`;
  return (
    (server.told() as QueueAddress | undefined) ?? {
      endpoint,
      queueUrl: `${endpoint}/000000000000/messages`,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }
  );
}

/** The next message of a process. @throws Error with what it wrote when it ends before */
async function message<Message>(child: ChildProcess): Promise<Message> {
  let written = "";
  const read = (chunk: Buffer) => {
    written += chunk;
  };
  child.stderr?.on("data", read);
  const ended = once(child, "close").then(() => {
    throw new Error(`The client of the queue ended: ${written.trim().replaceAll(/\s+/g, " ")}`);
  });
  const [received] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => {});
  child.stderr?.off("data", read);
  return received as Message;
}
