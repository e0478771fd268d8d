import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "@stagecraft/local-stage/testing/listen";

/** A call through the proxy: its operation (`SendMessage`), and the number of calls of that operation, from 1. */
export type ProxiedCall = { readonly operation: string; readonly count: number };

/**
 * Starts a proxy before a stage. It drops a call when `before` returns true, and an answer when `after` returns true.
 */
export async function startProxy(
  stageUrl: string,
  { before, after }: { before(call: ProxiedCall): boolean; after(call: ProxiedCall): boolean },
): Promise<string> {
  const counts = new Map<string, number>();
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const operation = String(incoming.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    if (before({ operation, count })) return;
    const forwarded = request(`${stageUrl}${incoming.url}`, {
      method: incoming.method ?? "POST",
      headers: incoming.headers,
    });
    forwarded.end(body);
    const [answer] = (await once(forwarded, "response")) as [IncomingMessage];
    const answerBody = await buffer(answer);
    if (after({ operation, count })) return;
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(answerBody);
  });
  return await listen(server);
}
