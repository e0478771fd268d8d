import { Agent, type IncomingMessage, request as startRequest } from "node:http";

export type HttpResponse = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type HttpClient = {
  /** Sends JSON. Rejects when the connection fails, or without a response within the timeout. */
  post(
    path: string,
    headers: { readonly [name: string]: string },
    body: unknown,
  ): Promise<HttpResponse>;
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
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (path, headers, body) =>
      new Promise((resolve, reject) => {
        const json = JSON.stringify(body);
        const outgoing = startRequest(`${base}${path}`, {
          agent,
          method: "POST",
          timeout: timeoutMs,
          headers: {
            ...headers,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(json),
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
