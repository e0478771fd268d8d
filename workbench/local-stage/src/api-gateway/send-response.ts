import type { Readable } from "node:stream";
import type { HttpResponse } from "./http-response.ts";

/** A response of `node:http` or of `node:http2`'s compatibility API. */
export type GatewayResponse = {
  statusCode: number;
  setHeader(name: string, value: string | readonly string[]): unknown;
  end(body: Buffer): unknown;
};

/** How long the rest of a refused request is read and dropped, so that the client can read the answer. */
const lingerMs = 1_000;

/** Sends a response with API Gateway's request id. */
export function sendResponse(
  outgoing: GatewayResponse,
  response: HttpResponse,
  requestId: string,
): void {
  outgoing.statusCode = response.status;
  for (const [name, value] of Object.entries(response.headers)) outgoing.setHeader(name, value);
  if (response.cookies.length > 0) outgoing.setHeader("set-cookie", [...response.cookies]);
  outgoing.setHeader("apigw-requestid", requestId);
  if (response.status !== 204 && response.status !== 304) {
    outgoing.setHeader("content-length", String(response.body.length));
  }
  outgoing.end(response.body);
}

/** Drops the rest of a request's body. */
export function abandonBody(incoming: Readable): void {
  const timer = setTimeout(() => incoming.destroy(), lingerMs);
  incoming.once("end", () => clearTimeout(timer));
  incoming.once("close", () => clearTimeout(timer));
  incoming.resume();
}
