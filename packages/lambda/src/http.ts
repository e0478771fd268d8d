import { SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import { linksTo, readTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from "aws-lambda";
import { Hono } from "hono";
import { type Deadline, invocationHandler } from "./invocation.ts";
import { type HttpRequest, leanRequest } from "./lean-request.ts";
import { readResponse } from "./lean-response.ts";
import { problemResponse } from "./problem-response.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** The bindings of an app: its `c.env`. */
export type HttpBindings = {
  /** A route without an authorizer has no claims. */
  readonly event: APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;
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
    getPath: (request, options) => {
      const event: HttpBindings["event"] | undefined = options?.env?.event;
      return event ? routedPath(event) : new URL(request.url).pathname;
    },
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

/** The path of the matched route. `rawPath` is decoded, so that a parameter's value may look like another route's path. */
function routedPath({ routeKey, rawPath, pathParameters }: HttpBindings["event"]): string {
  const [, template] = routeKey.split(" ");
  return (template ?? rawPath).replaceAll(/\{(\w+)\+?\}/g, (_, name) =>
    encodeURIComponent(pathParameters?.[name] ?? ""),
  );
}

/** The Lambda handler of an app behind an HTTP API (payload format 2.0). */
export function httpHandler<Variables extends object>(
  app: HttpApp<Variables>,
  { now, ...telemetry }: Telemetry & { readonly now: () => Date },
) {
  return invocationHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(
    {
      message: "request",
      spanOf: ({ routeKey, headers, requestContext }) => ({
        name: routeKey,
        kind: SpanKind.SERVER,
        // The caller may be anyone: its trace is linked to and not continued.
        links: linksTo([readTraceparent(headers.traceparent)]),
        attributes: {
          "http.request.method": requestContext.http.method,
          "http.route": routeKey.split(" ")[1] ?? routeKey,
        },
      }),
      async run(event, invocation) {
        const startedMs = now().getTime();
        const { deadline, fields, span } = invocation;
        fields.requestId = event.requestContext.requestId;
        fields.route = event.routeKey;
        const bindings: HttpBindings = { event, deadline, fields };
        const response = await app.fetch(leanRequest(requestOf(event)), bindings);
        const { status, headers, body } = await readResponse(response);
        fields.status = status;
        fields.durationMs = now().getTime() - startedMs;
        span.setAttribute("http.response.status_code", status);
        if (status >= 500) invocation.failure = { cause: bindings.thrown };
        return { statusCode: status, headers, body };
      },
    },
    telemetry,
  );
}

function requestOf(event: APIGatewayProxyEventV2): HttpRequest {
  const { rawQueryString, requestContext, headers, body = "", isBase64Encoded } = event;
  const query = rawQueryString && `?${rawQueryString}`;
  return {
    method: requestContext.http.method,
    url: `https://${requestContext.domainName}${routedPath(event)}${query}`,
    headers,
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}
