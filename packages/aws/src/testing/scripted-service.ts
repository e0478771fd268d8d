import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** How a service answers one request: a response, or a fault of the connection. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: { readonly [name: string]: string };
      readonly body?: string | object;
    }
  /** Ends the connection: without a response, or in the middle of one. */
  | "reset"
  | "cut"
  /** Does not respond, or stops in the middle of the response. */
  | "hang"
  | "stall";

/** A request that the service received. */
export type ReceivedRequest = Pick<IncomingMessage, "method" | "url" | "headers"> & {
  readonly input: unknown;
};

/**
 * Answers the requests of one client on this machine with these answers, the last one again and again, until the test ends. Returns
 * its address and what it received.
 */
export async function scriptedService(answers: readonly ScriptedAnswer[]) {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const answer = answers[received.length] ?? answers.at(-1) ?? {};
    const place = received.push({ method, url, headers, input: null }) - 1;
    received[place] = { method, url, headers, input: JSON.parse(await text(request)) };
    respond(response, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, received };
}

function respond(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === "hang") return;
  if (answer === "reset") return void response.socket?.destroy();
  if (answer === "cut" || answer === "stall") {
    response.writeHead(200, { "content-length": 100 });
    response.write("{", () => answer === "cut" && response.socket?.destroy());
    return;
  }
  const { status = 200, headers = {}, body = {} } = answer;
  response.writeHead(status, { "x-amzn-requestid": "request-1", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
