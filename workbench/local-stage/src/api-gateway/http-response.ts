import { validateHeaderName, validateHeaderValue } from "node:http";

/** The response to the client. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

/** Headers that belong to the connection; API Gateway sets its own. */
const connectionHeaders = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** One of API Gateway's own answers: `{"message":"..."}`. */
export function gatewayResponse(
  status: number,
  message: string,
  headers: { readonly [name: string]: string } = {},
): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * Reads what a function returned in payload format 2.0. Anything without `statusCode` is a body for a 200.
 * @returns the response, or why it is malformed (API Gateway then answers 500).
 */
export function readFunctionResponse(
  payload: unknown,
):
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly reason: string } {
  if (!isRecord(payload) || payload.statusCode === undefined) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload ?? null);
    const headers = { "content-type": "application/json" };
    return { ok: true, response: { status: 200, headers, cookies: [], body: Buffer.from(body) } };
  }
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return malformed(`statusCode is ${JSON.stringify(payload.statusCode)}`);
  }
  const { body = null, cookies = null, isBase64Encoded = false } = payload;
  if (body !== null && typeof body !== "string") return malformed("body is not a string");
  if (typeof isBase64Encoded !== "boolean") return malformed("isBase64Encoded is not a boolean");
  if (cookies !== null && !(Array.isArray(cookies) && cookies.every(isString))) {
    return malformed("cookies is not a list of strings");
  }
  const headers = readHeaders(payload.headers ?? {});
  if (typeof headers === "string") return malformed(headers);
  return {
    ok: true,
    response: {
      status,
      headers: { "content-type": "text/plain;charset=UTF-8", ...headers },
      cookies: cookies ?? [],
      body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
    },
  };
}

/** The headers in lower case, or what is wrong with them. */
function readHeaders(headers: unknown): { [name: string]: string } | string {
  if (!isRecord(headers)) return "headers is not an object";
  const read: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!["string", "number", "boolean"].includes(typeof value)) {
      return `header ${name} is not a string`;
    }
    try {
      validateHeaderName(name);
      validateHeaderValue(name, String(value));
    } catch {
      return `header ${name} is not valid HTTP`;
    }
    if (!connectionHeaders.has(name.toLowerCase())) read[name.toLowerCase()] = String(value);
  }
  return read;
}

const malformed = (reason: string) => ({ ok: false as const, reason });
const isString = (value: unknown) => typeof value === "string";
const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
