import { SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import { linksTo, readTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from "aws-lambda";
import { Hono } from "hono";
import { type Deadline, type InvocationContext, invocationHandler } from "./invocation.ts";
import { type HttpRequest, leanRequest } from "./lean-request.ts";
import { type HttpResponse, readResponse } from "./lean-response.ts";
import { problemResponse } from "./problem-response.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** A route without an authorizer has no claims. */
type HttpEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;

/** The verified claims of a token. */
export type Claims = { readonly [name: string]: unknown };

/** A request as an app answers it: API Gateway or a container's server has matched its route and verified its token. */
export type RoutedRequest = Omit<HttpRequest, "url"> & {
  readonly requestId: string;
  /** The method and the path with `{name}` for each parameter: `GET /orders/{id}`. */
  readonly routeKey: string;
  /** The host with its port, if it has one. */
  readonly host: string;
  /** Percent-encoded. */
  readonly path: string;
  /** Without the question mark; may be empty. */
  readonly query: string;
  /** A route without an authorizer has none. */
  readonly claims?: Claims | undefined;
};

/** The bindings of an app: its `c.env`. */
export type HttpBindings = Pick<RoutedRequest, "path" | "claims"> & {
  readonly deadline: Deadline;
  /** The fields of the request's log line. */
  readonly fields: LogFields;
  /** The error that the app threw. */
  thrown?: unknown;
};

/** `Variables`: what the app's middleware sets for its routes. */
export type HttpApp<Variables extends object = object> = Hono<{
  Bindings: HttpBindings;
  Variables: Variables;
}>;

/** An app that answers the route that the API matched. Unknown routes and errors are answered with a problem. */
export function createHttpApp<Variables extends object = object>(): HttpApp<Variables> {
  const app: HttpApp<Variables> = new Hono({
    // A URL would resolve the dots of a parameter.
    getPath: (request, options) => options?.env?.path ?? new URL(request.url).pathname,
  });
  app.notFound((c) =>
    problemResponse("route-not-found", `There is no ${c.req.method} ${c.req.path}.`),
  );
  app.onError((error, c) => {
    if (c.env) c.env.thrown = error;
    if (!(error instanceof Fault && error.retry)) {
      return problemResponse("internal", "The request was not carried out. It was logged.");
    }
    return problemResponse("service-unavailable", "Please try again in a moment.", {
      headers: { "retry-after": "1" },
    });
  });
  return app;
}

/** Answers requests with an app, each as one unit of work with a log line and a span. */
export function requestHandler<Variables extends object>(
  app: HttpApp<Variables>,
  { now, ...telemetry }: Telemetry & { readonly now: () => Date },
) {
  return invocationHandler<RoutedRequest, HttpResponse>(
    {
      message: "request",
      spanOf: ({ routeKey, method, headers }) => ({
        name: routeKey,
        kind: SpanKind.SERVER,
        // The caller may be anyone: its trace is linked to and not continued.
        links: linksTo([readTraceparent(headers.traceparent)]),
        attributes: {
          "http.request.method": method,
          "http.route": routeKey.split(" ")[1] ?? routeKey,
        },
      }),
      async run(request, invocation) {
        const startedMs = now().getTime();
        const { deadline, fields, span } = invocation;
        const { requestId, routeKey, host, path, query, claims } = request;
        fields.requestId = requestId;
        fields.route = routeKey;
        const url = `https://${host}${path}${query && `?${query}`}`;
        const bindings: HttpBindings = { path, claims, deadline, fields };
        const response = await readResponse(
          await app.fetch(leanRequest({ ...request, url }), bindings),
        );
        const { status } = response;
        fields.status = status;
        fields.durationMs = now().getTime() - startedMs;
        span.setAttribute("http.response.status_code", status);
        if (status >= 500) invocation.failure = { cause: bindings.thrown };
        return response;
      },
    },
    telemetry,
  );
}

/** The Lambda handler of an app behind an HTTP API (payload format 2.0). */
export function httpHandler<Variables extends object>(
  app: HttpApp<Variables>,
  dependencies: Telemetry & { readonly now: () => Date },
) {
  const answer = requestHandler(app, dependencies);
  return async (
    event: HttpEvent,
    context: InvocationContext,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const { status, headers, body } = await answer(requestOf(event), context);
    return { statusCode: status, headers, body };
  };
}

function requestOf(event: HttpEvent): RoutedRequest {
  const { requestContext, body = "", isBase64Encoded } = event;
  return {
    requestId: requestContext.requestId,
    routeKey: event.routeKey,
    method: requestContext.http.method,
    host: requestContext.domainName,
    path: routedPath(event),
    query: event.rawQueryString,
    headers: event.headers,
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
    claims: "authorizer" in requestContext ? requestContext.authorizer.jwt.claims : undefined,
  };
}

/** The path of the matched route. `rawPath` is decoded, so that a parameter's value may look like another route's path. */
function routedPath({ routeKey, rawPath, pathParameters }: HttpEvent): string {
  const [, template] = routeKey.split(" ");
  return (template ?? rawPath).replaceAll(/\{(\w+)\+?\}/g, (_, name) =>
    encodeURIComponent(pathParameters?.[name] ?? ""),
  );
}
