import type { IncomingMessage, ServerResponse } from "node:http";
import { answerCall, type EndpointContext } from "./answer-call.ts";

/** No AWS call that is implemented here carries more; anything larger is cut off unread. */
const largestBodyBytes = 16 * 1024 * 1024;

/** A signed request is an AWS call; anything else is for the HTTP API. */
export function serveRequests(
  context: EndpointContext,
  serveApi: (request: IncomingMessage, response: ServerResponse) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!isSigned(request)) return serveApi(request, response);
    serveCall(context, request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  };
}

function isSigned(request: IncomingMessage): boolean {
  return (
    request.headers.authorization?.startsWith("AWS4-HMAC-SHA256") === true ||
    request.url?.includes("X-Amz-Algorithm=AWS4-HMAC-SHA256") === true
  );
}

async function serveCall(
  context: EndpointContext,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const body = await readBody(request);
  if (!body) return void response.writeHead(413).end();
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s, 2);
  const answer = await answerCall(
    context,
    { method: request.method ?? "GET", path, query, headers: request.headers, body },
    gone.signal,
  );
  if (!answer || gone.signal.aborted) return;
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-length": String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
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
