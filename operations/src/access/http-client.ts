import { Agent as HttpAgent, type IncomingMessage, request as startHttp } from "node:http";
import { Agent as HttpsAgent, request as startHttps } from "node:https";

export type HttpRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  /** Sent as JSON. */
  readonly body?: unknown;
};

export type HttpResponse = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type HttpClient = {
  /** Rejects when the connection fails, and with code ETIMEDOUT without a response within the timeout. */
  send(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
};

/** A client of one HTTP API with keep-alive and at most `connections` connections. */
export function createHttpClient(options: {
  readonly baseUrl: string;
  readonly connections: number;
  readonly timeoutMs: number;
}): HttpClient {
  const { baseUrl, connections, timeoutMs } = options;
  const base = baseUrl.replace(/\/$/, "");
  const isTls = base.startsWith("https:");
  const [Agent, start] = isTls ? [HttpsAgent, startHttps] : [HttpAgent, startHttp];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const json = body === undefined ? undefined : JSON.stringify(body);
        const outgoing = start(`${base}${path}`, {
          agent,
          method,
          timeout: timeoutMs,
          headers: {
            ...headers,
            ...(json !== undefined && {
              "content-type": "application/json",
              "content-length": Buffer.byteLength(json),
            }),
          },
        });
        outgoing.once("timeout", () => {
          const error = new Error(`No response from ${base}${path} within ${timeoutMs} ms.`);
          outgoing.destroy(Object.assign(error, { code: "ETIMEDOUT" }));
        });
        outgoing.once("error", reject);
        outgoing.once("response", (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.once("error", reject);
          incoming.once("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
          });
        });
        outgoing.end(json);
      }),
    close: () => agent.destroy(),
  };
}
