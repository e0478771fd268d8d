import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { invocationHandler } from "../invocation.ts";
import { createTelemetry } from "../telemetry.ts";
import { type Answered, spansEach } from "./traced-invocation.ts";

/**
 * A process with a handler whose every invocation makes `spansEach` spans, started by `startFunction`. It invokes the handler for
 * each message. With the argument `kill` it invokes it once, and kills itself as soon as the handler has answered.
 */
let datagramsRead = 0;
subscribe("udp.socket", (message) => {
  const { socket } = message as { readonly socket: NodeJS.EventEmitter };
  socket.on("message", () => {
    datagramsRead += 1;
  });
});

const handler = invocationHandler<string, string>(
  {
    message: "traced",
    spanOf: (event) => ({ name: `invocation ${event}.` }),
    async run(event) {
      for (let span = 1; span < spansEach; span += 1) await inSpan("work.", {}, async () => {});
      return `answer to ${event}`;
    },
  },
  createTelemetry(),
);

async function invoke(event: string): Promise<Answered> {
  const context = { awsRequestId: event, getRemainingTimeInMillis: () => 1_000 };
  return { result: await handler(event, context), datagramsRead };
}

if (process.argv[2] === "kill") {
  const { result } = await invoke("1");
  writeSync(1, `${result}\n`);
  process.kill(process.pid, "SIGKILL");
} else {
  process.on("message", async (event: string) => process.send?.(await invoke(event)));
  process.send?.("ready");
}
