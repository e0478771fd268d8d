import { decodePathPart } from "./match-route.ts";

/** The parts of a request that are read, over HTTP/1.1 or HTTP/2. */
export type RequestHead = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values alternately, as received. */
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** A request as API Gateway passes it on: header names in lower case, values of one name joined. */
export type ReceivedRequest = {
  readonly method: string;
  readonly encodedPath: string;
  /** Decoded: an HTTP API's `rawPath` is, in spite of its name. */
  readonly path: string;
  readonly rawQueryString: string;
  readonly query: URLSearchParams;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly headers: { readonly [name: string]: string };
  readonly cookies: readonly string[];
  /** The request line and the header values, which have a quota together. */
  readonly headSizeBytes: number;
};

const notForwarded = new Set([
  "connection",
  "cookie",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** Reads the head of a request and adds the headers that API Gateway adds. */
export function receiveRequest(
  request: RequestHead,
  options: { readonly host: string; readonly traceHeader: (incoming?: string) => string },
): ReceivedRequest {
  const method = request.method ?? "GET";
  const url = request.url ?? "/";
  const protocol = `HTTP/${request.httpVersion}`;
  const queryStart = url.indexOf("?");
  const encodedPath = queryStart < 0 ? url : url.slice(0, queryStart);
  const rawQueryString = queryStart < 0 ? "" : url.slice(queryStart + 1);
  const sourceIp = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");

  const headers = new Map<string, string>();
  const cookies: string[] = [];
  let headSizeBytes = method.length + url.length + protocol.length + 2;
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? "").toLowerCase();
    const value = request.rawHeaders[index + 1] ?? "";
    if (name.startsWith(":")) continue;
    headSizeBytes += Buffer.byteLength(value);
    if (name === "cookie") cookies.push(...value.split(/;\s*/).filter(Boolean));
    if (notForwarded.has(name)) continue;
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  const forwardedFor = headers.get("x-forwarded-for");
  headers.set("host", options.host);
  headers.set("x-amzn-trace-id", options.traceHeader(headers.get("x-amzn-trace-id")));
  headers.set("x-forwarded-for", forwardedFor ? `${forwardedFor}, ${sourceIp}` : sourceIp);
  headers.set("x-forwarded-port", "443");
  headers.set("x-forwarded-proto", "https");

  return {
    method,
    encodedPath,
    path: decodePathPart(encodedPath),
    rawQueryString,
    query: new URLSearchParams(rawQueryString),
    protocol,
    sourceIp,
    headers: Object.fromEntries(headers),
    cookies,
    headSizeBytes,
  };
}
