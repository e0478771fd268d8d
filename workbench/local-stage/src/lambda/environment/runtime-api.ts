import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createMessageReader, type HttpMessage } from "../runtime/http-messages.mjs";
import type { RuntimeFault } from "../runtime/settings.d.mts";

/** One event for a runtime. */
export type RuntimeEvent = {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  /** In stage time. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceHeader: string;
  readonly clockOffsetMs: number;
  /** Whether hosts outside AWS are down. */
  readonly isOutage: boolean;
  readonly fault?: RuntimeFault;
};

/** What the process has used since it started. */
type RuntimeTotals = {
  readonly outputBytes: number;
  readonly peakMemoryBytes: number;
  /** CPU time of all its threads. */
  readonly cpuMs: number;
};

/** What a runtime reports. */
export type RuntimeCalls = {
  /** It is ready for an event; the next report follows after the delivery. */
  next(totals: RuntimeTotals): void;
  /** The handler's result, or its error object. */
  answer(requestId: string, kind: "response" | "error", body: Buffer): void;
  initError(body: Buffer): void;
  /** It tried to reach a host that is not openly reachable. AWS's runtimes have no such call. */
  outsideCall(body: Buffer): void;
};

export type RuntimeApi = {
  /** `127.0.0.1:PORT`, the value of AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Answers the runtime's `next`, which must be waiting. */
  deliver(event: RuntimeEvent): void;
  close(): Promise<void>;
};

/**
 * Opens the Runtime API of one environment. Each has a port of its own, since AWS_LAMBDA_RUNTIME_API holds an address
 * without a path: the port identifies the environment. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function openRuntimeApi(calls: RuntimeCalls): Promise<RuntimeApi> {
  const sockets = new Set<Socket>();
  let waiting: ((event: RuntimeEvent) => void) | undefined;

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A killed process resets its connection; its exit is reported anyway.
    socket.on("error", () => socket.destroy());
    let unsent = "";
    const read = createMessageReader((message) => {
      if (message.startLine.startsWith("GET /2018-06-01/runtime/invocation/next ")) {
        waiting = (event) => {
          socket.write(unsent + eventMessage(event));
          unsent = "";
        };
        calls.next({
          outputBytes: Number(message.headers["stagecraft-output-bytes"] ?? 0),
          peakMemoryBytes: Number(message.headers["stagecraft-peak-memory-kb"] ?? 0) * 1024,
          cpuMs: Number(message.headers["stagecraft-cpu-us"] ?? 0) / 1_000,
        });
      } else {
        unsent += receive(message, calls);
      }
    });
    socket.on("data", (chunk) => {
      read(chunk);
      // A runtime that already waits for its next event reads the acknowledgement together with it.
      if (unsent === "" || waiting !== undefined) return;
      socket.write(unsent);
      unsent = "";
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliver(event) {
      const answerNext = waiting;
      waiting = undefined;
      answerNext?.(event);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
const notFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

function receive({ startLine, body }: HttpMessage, calls: RuntimeCalls): string {
  const path = /^POST \/2018-06-01\/runtime\/(\S+) /.exec(startLine)?.[1];
  if (path === "init/error") {
    calls.initError(body);
    return accepted;
  }
  if (path === "outside-call") {
    calls.outsideCall(body);
    return "";
  }
  const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path ?? "") ?? [];
  if (requestId === undefined) return notFound;
  calls.answer(requestId, kind === "error" ? "error" : "response", body);
  return accepted;
}

function eventMessage(event: RuntimeEvent): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: ${
    event.requestId
  }\r\nLambda-Runtime-Deadline-Ms: ${Math.round(event.deadlineMs)}\r\nLambda-Runtime-Invoked-Function-Arn: ${
    event.functionArn
  }\r\nLambda-Runtime-Trace-Id: ${printable(event.traceHeader)}\r\nStagecraft-Clock-Offset-Ms: ${
    event.clockOffsetMs
  }\r\nStagecraft-Outage: ${event.isOutage}\r\n${
    event.fault ? `Stagecraft-Fault: ${JSON.stringify(event.fault)}\r\n` : ""
  }Content-Length: ${Buffer.byteLength(event.payload)}\r\n\r\n${event.payload}`;
}

/** A trace header may come from a message's attribute: it must not contain a line break. */
function printable(text: string) {
  return text.replace(/[^\x20-\x7e]/g, "");
}
