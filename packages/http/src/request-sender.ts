import type { Agent, ClientRequest, IncomingMessage } from "node:http";

/** An HTTP request; its parts are named as in a URL. */
export type OutgoingRequest = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | string | undefined;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
};

/** A response that was read to its end. The names of the headers are in lower case. */
export type RawResponse = {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

export type SendRequest = (request: OutgoingRequest) => Promise<RawResponse>;

/** As the AWS SDK has it. */
const maxSockets = 50;

/** Codes of a connection that broke, which the AWS SDK calls a timeout. */
const brokenCodes = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/**
 * Sends requests over connections that are kept alive, and follows no redirects. A request fails with Node's error, or with a
 * `TimeoutError` when it is not connected or has no whole response in time.
 */
export function requestSender({
  connectTimeoutMs,
  requestTimeoutMs,
}: {
  readonly connectTimeoutMs: number;
  /** From the start of a request to the end of its response. */
  readonly requestTimeoutMs: number;
}): SendRequest {
  const agents = new Map<string, Agent>();

  function agentOf(protocol: string): Agent {
    const agent =
      agents.get(protocol) ?? new (moduleOf(protocol).Agent)({ keepAlive: true, maxSockets });
    agents.set(protocol, agent);
    return agent;
  }

  return ({ protocol, hostname, port, method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const agent = agentOf(protocol);
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

/**
 * Not imported: an import of `node:http` reads every export, and `WebSocket` loads undici, which takes as long as the rest of a small
 * function's start (docs/performance.md).
 */
function moduleOf(protocol: string) {
  return protocol === "http:"
    ? process.getBuiltinModule("node:http")
    : process.getBuiltinModule("node:https");
}

function textsOf(headers: IncomingMessage["headers"]): RawResponse["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]),
  );
}
