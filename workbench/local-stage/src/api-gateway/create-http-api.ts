import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { quotas } from "@stagecraft/plan/quotas";
import type {
  HttpApiDefinition,
  HttpRouteDefinition,
} from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { JSONWebKeySet } from "jose";
import type { Clock } from "../common/clock.ts";
import type { Invoke } from "../common/invocation.ts";
import type { TokenBucket } from "../common/token-bucket.ts";
import type { SignedRequest } from "../endpoint/signature.ts";
import { preflightResponse, withCors, withPreflight } from "./cors.ts";
import type { HttpApiReport } from "./http-api-report.ts";
import { type EventAuthorizer, httpEvent, jwtAuthorizer } from "./http-event.ts";
import { gatewayResponse, type HttpResponse } from "./http-response.ts";
import type { IamAuthorizer } from "./iam-authorizer.ts";
import { findToken } from "./identity-source.ts";
import { type IntegrationAnswer, integrate, internalError } from "./integrate.ts";
import { createIssuerKeys } from "./issuer-keys.ts";
import { createJwtAuthorizer } from "./jwt-authorizer.ts";
import { compileRoutes } from "./match-route.ts";
import { readBody } from "./read-body.ts";
import { type ReceivedRequest, type RequestHead, receiveRequest } from "./received-request.ts";
import { abandonBody, type GatewayResponse, sendResponse } from "./send-response.ts";
import { createThrottle, type ThrottleOf } from "./throttle.ts";
import { traceHeader } from "./trace-header.ts";

/** A request of `node:http` or of `node:http2`'s compatibility API. */
type GatewayRequest = RequestHead & Readable & { readonly headers: SignedRequest["headers"] };

export type HttpApi = {
  /** Answers one request. Never rejects. */
  handle(request: GatewayRequest, response: GatewayResponse): Promise<void>;
};

type Identity = { readonly requestId: string; readonly requestTimeMs: number };
type Answer = IntegrationAnswer & { readonly routeKey?: string };

/** API Gateway's own answer to a request that may not pass, or what the function gets of the authorization. */
type Admission =
  | { readonly refusal: Answer }
  | { readonly refusal?: undefined; readonly authorizer?: EventAuthorizer };

const longestHeadBytes = quotas.httpApi.headBytes.value;
const noBody = Buffer.alloc(0);
const longestBodyBytes = quotas.httpApi.payloadBytes.value;

/**
 * An HTTP API as API Gateway runs it: chooses the route, checks the token or the signature, invokes the function as
 * `apigateway.amazonaws.com` in payload format 2.0 and returns its answer. `issuerKeys` fetches an issuer's JWKS; it should
 * give up after API Gateway's 1,500 ms.
 * @throws Error for a route key that API Gateway would not take.
 */
export function createHttpApi(options: {
  readonly api: HttpApiDefinition;
  readonly accountId: string;
  readonly invoke: Invoke;
  readonly clock: Pick<Clock, "nowMs">;
  readonly issuerKeys: (issuer: string) => Promise<JSONWebKeySet>;
  readonly report: (event: HttpApiReport) => void;
  readonly throttleOf: ThrottleOf;
  /** The account's throttle, which all APIs share. */
  readonly account: TokenBucket;
  /** For routes with IAM authorization. */
  readonly authorizeIam: IamAuthorizer;
  /** A function that may exceed the integration timeout. */
  readonly debuggedArn?: string | undefined;
}): HttpApi {
  const { api, accountId, clock, invoke, authorizeIam, debuggedArn } = options;
  const host = new URL(api.endpoint).hostname;
  const matchRoute = compileRoutes(api.routes);
  const throttle = createThrottle(options.throttleOf, options.account, clock.nowMs);
  const keys = createIssuerKeys({ clock, fetchKeys: options.issuerKeys });
  const authorizeToken = createJwtAuthorizer({ clock, keys });

  async function answer(
    incoming: GatewayRequest,
    request: ReceivedRequest,
    identity: Identity,
  ): Promise<Answer> {
    const { method, headers } = request;
    if (request.headSizeBytes > longestHeadBytes) {
      return { response: gatewayResponse(431, "Request Header Fields Too Large") };
    }
    if (!api.cors) return route(incoming, request, identity);
    const preflight = preflightResponse(api.cors, method, headers);
    if (preflight) return await answerPreflight(incoming, request, identity, preflight);
    const routed = await route(incoming, request, identity);
    return { ...routed, response: withCors(api.cors, headers, routed.response) };
  }

  /**
   * API Gateway answers a preflight itself, unless a route of the program that takes OPTIONS has an authorizer, which refuses it, or
   * is for OPTIONS alone, whose function answers.
   */
  async function answerPreflight(
    incoming: GatewayRequest,
    request: ReceivedRequest,
    identity: Identity,
    preflight: HttpResponse,
  ): Promise<Answer> {
    const match = matchRoute(request.method, request.encodedPath);
    if (match?.route.routeKey.startsWith("OPTIONS ")) {
      const routed = await route(incoming, request, identity);
      return { ...routed, response: withPreflight(preflight, routed.response) };
    }
    const admission = match ? await admit(match.route, incoming, request, noBody) : {};
    const { refusal } = admission;
    if (!refusal) return { response: preflight };
    return { ...refusal, response: withPreflight(preflight, refusal.response) };
  }

  async function admit(
    { routeKey, authorizer, requiresIam }: HttpRouteDefinition,
    incoming: GatewayRequest,
    request: ReceivedRequest,
    body: Buffer,
  ): Promise<Admission> {
    if (requiresIam) {
      const { method, encodedPath: path, rawQueryString: query } = request;
      const resource = `${api.executionArn}/${api.stageName}/${method}${path}`;
      const signed = { method, path, query, headers: incoming.headers, body };
      const authorization = authorizeIam(signed, resource);
      if (authorization.allowed) return { authorizer: { iam: authorization.identity } };
      const response = gatewayResponse(403, "Forbidden");
      return { refusal: { response, routeKey, error: authorization.because } };
    }
    if (!authorizer) return {};
    const authorization = await authorizeToken(
      authorizer,
      findToken(authorizer.identitySources, request),
    );
    if (authorization.allowed) {
      return { authorizer: jwtAuthorizer(authorization.claims, authorization.scopes) };
    }
    const { status, challenge } = authorization;
    const message = status === 401 ? "Unauthorized" : "Forbidden";
    const response = gatewayResponse(status, message, { "www-authenticate": challenge });
    return { refusal: { response, routeKey, error: challenge } };
  }

  async function route(
    incoming: GatewayRequest,
    request: ReceivedRequest,
    identity: Identity,
  ): Promise<Answer> {
    const match = matchRoute(request.method, request.encodedPath);
    if (!match) return { response: gatewayResponse(404, "Not Found") };
    const { routeKey, requiresIam, unserved } = match.route;
    if (!throttle(routeKey)) {
      return { response: gatewayResponse(429, "Too Many Requests"), routeKey };
    }

    if (unserved !== undefined) {
      const error = `the route is not served here: ${unserved}`;
      return { response: gatewayResponse(501, "Not Implemented"), routeKey, error };
    }

    // A token is checked before the body is read; a signature covers the body.
    const early = requiresIam ? undefined : await admit(match.route, incoming, request, noBody);
    if (early?.refusal) return early.refusal;
    const body = await readBody(incoming, longestBodyBytes);
    if (body === "too-long") {
      abandonBody(incoming);
      return { response: gatewayResponse(413, "Request Too Long"), routeKey };
    }
    const admission = early ?? (await admit(match.route, incoming, request, body));
    if (admission.refusal) return admission.refusal;
    const { authorizer } = admission;
    const event = httpEvent({
      api,
      accountId,
      request,
      match,
      body,
      ...(authorizer && { authorizer }),
      ...identity,
    });
    const { route } = match;
    return { routeKey, ...(await integrate({ api, invoke, route, event, debuggedArn })) };
  }

  return {
    async handle(incoming, outgoing) {
      const startMs = performance.now();
      const requestTimeMs = clock.nowMs();
      const requestId = newRequestId();
      const request = receiveRequest(incoming, {
        host,
        traceHeader: (given) => traceHeader(given, requestTimeMs),
      });
      const { response, routeKey, integrationMs, invocationId, error, stack } = await answer(
        incoming,
        request,
        { requestId, requestTimeMs },
      ).catch((cause): Answer => internalError(String(cause)));
      sendResponse(outgoing, response, requestId);
      options.report({
        kind: "http-request",
        apiId: api.apiId,
        requestId,
        requestTimeMs,
        method: request.method,
        path: request.path,
        ...(routeKey !== undefined && { routeKey }),
        status: response.status,
        requestBytes: Number(incoming.headers["content-length"] ?? 0),
        responseBytes: response.body.length,
        durationMs: performance.now() - startMs,
        ...(integrationMs !== undefined && { integrationMs }),
        ...(invocationId !== undefined && { invocationId }),
        ...(error !== undefined && { error }),
        ...(stack !== undefined && { stack }),
      });
    },
  };
}

/** As API Gateway writes it: `JKJaXmPLvHcESHA=`. */
const newRequestId = () => randomBytes(11).toString("base64url").concat("=");
