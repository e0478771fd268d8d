import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { answerCall, type EndpointContext } from "./answer-call.ts";
import { type RequestHead, signsInQuery } from "./signature.ts";
import { streamCall, streamingServiceOf } from "./stream-call.ts";
import type { StreamedAnswer, StreamingService } from "./streaming-service.ts";

/** No implemented AWS call has a larger body; a larger one is refused unread. */
const largestBodyBytes = 16 * 1024 * 1024;

/** A request that is signed for an AWS service is a call of it; anything else is for the HTTP API. */
export function serveRequests(
  context: EndpointContext,
  serveApi: (request: IncomingMessage, response: ServerResponse) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!isAwsCall(request)) return serveApi(request, response);
    // SDKs correct their clocks by it, and functions have the stage's time.
    response.setHeader("date", new Date(context.nowMs()).toUTCString());
    serveCall(context, request, response).catch((error: unknown) => {
      if (error !== request.errored) console.error(error);
      response.destroy();
    });
  };
}

/** `execute-api` in the scope of a signature stands for the APIs themselves. */
function isAwsCall({ headers: { authorization = "" }, url = "" }: IncomingMessage): boolean {
  const isSigned =
    authorization.startsWith("AWS4-HMAC-SHA256") || signsInQuery(url.split("?", 2)[1] ?? "");
  return isSigned && !/(\/|%2F)execute-api(\/|%2F)aws4_request/i.test(`${authorization} ${url}`);
}

async function serveCall(
  context: EndpointContext,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s, 2);
  const head = { method: request.method ?? "GET", path, query, headers: request.headers };
  const streaming = streamingServiceOf(context, head);
  if (streaming) return serveStream(context, streaming, head, request, response, gone.signal);
  const body = await readBody(request);
  if (!body) return void response.writeHead(413).end();
  const answer = await answerCall(context, { ...head, body }, gone.signal);
  if (!answer || gone.signal.aborted) return;
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-length": String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
}

async function serveStream(
  context: EndpointContext,
  service: StreamingService,
  head: RequestHead,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
) {
  // After a refusal the rest is read and dropped: a client that is still sending must get its answer.
  const body = request.iterator({ destroyOnReturn: false });
  const answer = await streamCall(context, service, head, body, signal);
  if (!answer || signal.aborted) return;
  request.resume();
  response.writeHead(answer.status, answer.headers);
  await sendBody(answer, response, signal);
}

async function sendBody({ body }: StreamedAnswer, response: ServerResponse, signal: AbortSignal) {
  if (body === undefined || typeof body === "string") return void response.end(body);
  try {
    await pipeline(body, response);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
