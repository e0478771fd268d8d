import { randomBytes, timingSafeEqual } from "node:crypto";
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
  /** `127.0.0.1:PORT/SECRET`, the value with which the process gets AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Answers the runtime's `next`, which must be waiting. */
  deliver(event: RuntimeEvent): void;
  close(): Promise<void>;
};

/** The process that waits for an event. */
type Waiting = { readonly socket: Socket; deliver(event: RuntimeEvent): void };

/**
 * Opens the Runtime API of one environment. On Lambda only the environment reaches it; here every process of the machine reaches its
 * port. So each environment has a secret, which its process gets in its environment variables, and the API refuses what does not know
 * it, what comes for another host (a page in a browser), and a second `next` while one is waiting.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function openRuntimeApi(calls: RuntimeCalls): Promise<RuntimeApi> {
  const sockets = new Set<Socket>();
  const secret = randomBytes(24).toString("base64url");
  let host = "";
  let waiting: Waiting | undefined;

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      if (waiting?.socket === socket) waiting = undefined;
    });
    // A killed process resets its connection; its exit is reported anyway.
    socket.on("error", () => socket.destroy());
    let unsent = "";
    const read = createMessageReader((message) => {
      const call = callOf(message, { host, secret });
      const isNext = call === "GET invocation/next";
      if (call === undefined || (isNext && waiting !== undefined)) {
        socket.end(forbidden);
      } else if (isNext) {
        waiting = {
          socket,
          deliver(event) {
            socket.write(unsent + eventMessage(event));
            unsent = "";
          },
        };
        calls.next({
          outputBytes: Number(message.headers["stagecraft-output-bytes"] ?? 0),
          peakMemoryBytes: Number(message.headers["stagecraft-peak-memory-kb"] ?? 0) * 1024,
          cpuMs: Number(message.headers["stagecraft-cpu-us"] ?? 0) / 1_000,
        });
      } else {
        unsent += receive(call, message.body, calls);
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

  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    address: `${host}/${secret}`,
    deliver(event) {
      const { deliver } = waiting ?? {};
      waiting = undefined;
      deliver?.(event);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
const forbidden = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const notFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

/** The method and what follows `/2018-06-01/runtime/` of a call that knows the secret; else undefined. */
function callOf(
  { startLine, headers }: HttpMessage,
  { host, secret }: { readonly host: string; readonly secret: string },
): string | undefined {
  const [, method, given = "", path] =
    /^(GET|POST) \/([\w-]+)\/2018-06-01\/runtime\/(\S+) /.exec(startLine) ?? [];
  if (method === undefined || headers.host !== host || !isEqual(given, secret)) return undefined;
  return `${method} ${path}`;
}

function isEqual(given: string, secret: string): boolean {
  return given.length === secret.length && timingSafeEqual(Buffer.from(given), Buffer.from(secret));
}

function receive(call: string, body: Buffer, calls: RuntimeCalls): string {
  if (call === "POST init/error") {
    calls.initError(body);
    return accepted;
  }
  if (call === "POST outside-call") {
    calls.outsideCall(body);
    return "";
  }
  const [, requestId, kind] = /^POST invocation\/([^/]+)\/(response|error)$/.exec(call) ?? [];
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
