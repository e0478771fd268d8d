import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "@stagecraft/local-stage/testing/listen";

/** What passes the proxy: the operation (`SendMessage`), and how often it has come, from 1. */
export type Passing = { readonly operation: string; readonly count: number };

/**
 * Stands between a program and a stage. `before` is asked when a call has come and `after` when it is answered; what they
 * return true for goes no further.
 */
export async function openProxy(
  stageUrl: string,
  { before, after }: { before(call: Passing): boolean; after(call: Passing): boolean },
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
