import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { HttpResponse } from "./http-response.ts";

type Cors = NonNullable<HttpApiDefinition["cors"]>;
type Headers = { readonly [name: string]: string };

/** The answer to a preflight request; undefined for any other request. */
export function preflightResponse(
  cors: Cors,
  method: string,
  requestHeaders: Headers,
): HttpResponse | undefined {
  const origin = requestHeaders.origin;
  if (method !== "OPTIONS" || !origin || !requestHeaders["access-control-request-method"]) {
    return undefined;
  }
  const allowed = originHeaders(cors, origin);
  const headers: { [name: string]: string } = { ...allowed };
  if (allowed["access-control-allow-origin"] !== undefined) {
    if (cors.allowMethods.length > 0) {
      headers["access-control-allow-methods"] = cors.allowMethods.join(",");
    }
    if (cors.allowHeaders.length > 0) {
      headers["access-control-allow-headers"] = cors.allowHeaders.join(",");
    }
    if (cors.maxAgeSeconds !== undefined) {
      headers["access-control-max-age"] = String(cors.maxAgeSeconds);
    }
  }
  return { status: 204, headers, cookies: [], body: Buffer.alloc(0) };
}

/** The answer of a route to a preflight request, with the API's headers for it. */
export function withPreflight(preflight: HttpResponse, response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...withoutCors(response.headers), ...preflight.headers } };
}

/** Replaces the function's CORS headers by those of the API. */
export function withCors(
  cors: Cors,
  requestHeaders: Headers,
  response: HttpResponse,
): HttpResponse {
  const origin = requestHeaders.origin;
  const kept = withoutCors(response.headers);
  return { ...response, headers: { ...kept, ...(origin && originHeaders(cors, origin)) } };
}

function withoutCors(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith("access-control-")),
  );
}

function originHeaders(cors: Cors, origin: string): Headers {
  const pattern = cors.allowOrigins.find(
    (allowed) =>
      allowed === "*" ||
      allowed === origin ||
      (/^https?:\/\/\*$/.test(allowed) && origin.startsWith(allowed.slice(0, -1))),
  );
  if (pattern === undefined) return {};
  return {
    "access-control-allow-origin": pattern === "*" ? "*" : origin,
    ...(cors.allowCredentials && { "access-control-allow-credentials": "true" }),
    ...(cors.exposeHeaders.length > 0 && {
      "access-control-expose-headers": cors.exposeHeaders.join(","),
    }),
  };
}
