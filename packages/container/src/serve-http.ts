import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RoutedRequest } from "@stagecraft/lambda/http";
import type { InvocationContext } from "@stagecraft/lambda/invocation";
import type { HttpResponse } from "@stagecraft/lambda/lean-response";
import { gatewayAnswer } from "./gateway-answer.ts";
import { routeMatcher, type ServedRoute } from "./match-route.ts";
import { readBody } from "./read-body.ts";
import type { Throttle } from "./request-throttle.ts";
import type { VerifyToken } from "./token-verifier.ts";

/** What an HTTP server serves, and what API Gateway would do for it. */
export type HttpServerOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly routes: readonly ServedRoute[];
  readonly verifyToken: VerifyToken;
  readonly throttle: Throttle;
  /** The app of the function. */
  readonly answer: (request: RoutedRequest, context: InvocationContext) => Promise<HttpResponse>;
  /** How long one request may take, as a function's timeout. The caller then gets a 503. */
  readonly requestTimeoutMs: number;
  /**
   * Whether the process can do its work. It is asked until it once said yes: if a database that is gone later made every task unready,
   * ECS would replace them all, for nothing.
   */
  readonly isReady: () => Promise<boolean>;
};

/** A running HTTP server. */
export type HttpServer = {
  readonly port: number;
  /**
   * Takes no more connections; resolves when every request that it took is answered. Until then, `readinessPath` answers 503 and each
   * response closes its connection.
   */
  stop(): Promise<void>;
};

/** Where a load balancer asks whether to send requests. No route of the API is there. */
const readinessPath = "/ready";

/** Lambda takes no more from API Gateway: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const longestBodyBytes = 6 * 1_024 * 1_024;

/** API Gateway's limit: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const longestHeadBytes = 10_240;

/** In which a client has sent its request; API Gateway allows its integration no longer. */
const longestSendingMs = 30_000;

/**
 * A load balancer keeps its connections for 60 s, and would send a request on one that the server is just closing:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
 */
const keepAliveMs = 65_000;

/**
 * Serves an app over HTTP/1.1. Node's own server suffices: the routes answer with lean responses, which Hono's server for Node does not
 * know.
 */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServer> {
  const { port, routes, verifyToken, throttle, answer, requestTimeoutMs } = options;
  const routeOf = routeMatcher(routes);
  let isReady = false;
  let isStopping = false;

  async function respond(incoming: IncomingMessage): Promise<HttpResponse> {
    const { method = "GET", url = "/", headers } = incoming;
    const queryAt = url.indexOf("?");
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    if (path === readinessPath) {
      isReady ||= await options.isReady();
      return isReady && !isStopping ? { status: 200, headers: {}, body: "" } : gatewayAnswer(503);
    }
    const route = routeOf(method, path);
    if (!route) return gatewayAnswer(404);
    if (!throttle()) return gatewayAnswer(429);
    const verified = route.scope && (await verifyToken(headers.authorization, route.scope));
    if (verified && !verified.ok) {
      return gatewayAnswer(verified.status, { "www-authenticate": verified.challenge });
    }
    const body = await readBody(incoming, longestBodyBytes);
    if (!body) return gatewayAnswer(413);
    const requestId = randomUUID();
    const request: RoutedRequest = {
      requestId,
      routeKey: `${route.method} ${route.path}`,
      method,
      host: headers.host ?? "localhost",
      path,
      query: queryAt < 0 ? "" : url.slice(queryAt + 1),
      headers: joined(incoming),
      body,
      claims: verified?.claims,
    };
    const startedMs = performance.now();
    const { promise: late, resolve: giveUp } = Promise.withResolvers<HttpResponse>();
    const timer = setTimeout(() => giveUp(gatewayAnswer(503)), requestTimeoutMs);
    try {
      const answering = answer(request, {
        awsRequestId: requestId,
        getRemainingTimeInMillis: () => requestTimeoutMs - (performance.now() - startedMs),
        isContainer: true,
      });
      return await Promise.race([answering, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const response = await respond(incoming).catch(() => gatewayAnswer(503));
    const { status, headers, body } = response;
    // The body of a request that was refused for its head is not read, so that the next one cannot follow on the connection.
    if (isStopping || !incoming.complete) outgoing.setHeader("connection", "close");
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
  }

  const server = createServer({
    maxHeaderSize: longestHeadBytes,
    keepAliveTimeout: keepAliveMs,
    requestTimeout: longestSendingMs,
  });
  server.on("request", (incoming, outgoing) => void handle(incoming, outgoing));
  server.listen(port);
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      isStopping = true;
      // Ends idle connections as well; those with a request end with its response.
      server.close();
      await once(server, "close");
    },
  };
}

/** Header names in lower case, values of one name joined, as API Gateway hands them on. */
function joined({ headersDistinct }: IncomingMessage): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(",")]),
  );
}
