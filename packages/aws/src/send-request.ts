import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { HttpRequest } from "@smithy/types";

/** The response to a request, read to its end. */
export type RawResponse = {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

export type SendRequest = (request: HttpRequest) => Promise<RawResponse>;

const connectTimeoutMs = 1_000;

/** As the SDK has it. */
const maxSockets = 50;

/** Codes of a connection that broke, which the SDK's handler calls a timeout. */
const brokenCodes = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/**
 * Sends requests over connections that are kept alive. A request fails with a `TimeoutError` when it is not connected within a second
 * or has no whole response within the timeout.
 */
export function requestSender(requestTimeoutMs: number): SendRequest {
  const agents = new Map<string, Agent>();

  function agentFor(protocol: string): Agent {
    const agent =
      agents.get(protocol) ?? new (moduleOf(protocol).Agent)({ keepAlive: true, maxSockets });
    agents.set(protocol, agent);
    return agent;
  }

  return ({ protocol, hostname, port, method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const agent = agentFor(protocol);
      const options = { hostname, port, method, path, headers, agent };
      const request: ClientRequest = moduleOf(protocol).request(options, receive);
      const timers = [
        setTimeout(fail, requestTimeoutMs, `no response within ${requestTimeoutMs} ms`),
      ];
      request.on("socket", (socket) => {
        if (!socket.connecting) return;
        const message = `no connection within ${connectTimeoutMs} ms`;
        const timer = setTimeout(fail, connectTimeoutMs, message);
        timers.push(timer);
        socket.once("connect", () => clearTimeout(timer));
      });
      request.on("error", end);
      request.end(body);

      function receive(response: IncomingMessage) {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", end);
        response.on("end", () => {
          timers.forEach(clearTimeout);
          resolve({
            statusCode: response.statusCode ?? 0,
            headers: textsOf(response.headers),
            body: Buffer.concat(chunks).toString(),
          });
        });
      }

      function fail(message: string) {
        const error = Object.assign(new Error(`${hostname}: ${message}`), { code: "ETIMEDOUT" });
        request.destroy(error);
        end(error);
      }

      function end(error: NodeJS.ErrnoException) {
        timers.forEach(clearTimeout);
        if (brokenCodes.has(error.code ?? "")) error.name = "TimeoutError";
        reject(error);
      }
    });
}

/** An import of `node:http` would load undici, for a quarter of a cold start: it reads every export, `WebSocket` among them. */
function moduleOf(protocol: string) {
  return protocol === "http:"
    ? process.getBuiltinModule("node:http")
    : process.getBuiltinModule("node:https");
}

function textsOf(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]),
  );
}
