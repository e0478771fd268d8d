import { type Agent, type IncomingHttpHeaders, request as startRequest } from "node:http";
import type { FuzzRequest } from "./fuzz-request.ts";

export type FuzzResponse = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

const timeoutMs = 35_000;

/** Sends the request unchanged; `fetch` would normalize its target. */
export function sendRequest(
  url: string,
  { method, target, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<FuzzResponse> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = startRequest({
      agent,
      hostname,
      port,
      method,
      path: target,
      timeout: timeoutMs,
      headers: { ...headers, ...(body && { "content-length": body.length }) },
    });
    outgoing.once("timeout", () =>
      outgoing.destroy(new Error(`No response within ${timeoutMs} ms`)),
    );
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.end(body);
  });
}
