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
    const response = problemResponse("service-unavailable", "Please try again in a moment.");
    response.headers.set("retry-after", "1");
    return response;
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
        const response = await app.fetch(toRequest(event), bindings);
        const result = await toResult(response);
        fields.status = response.status;
        fields.durationMs = now().getTime() - startedMs;
        span.setAttribute("http.response.status_code", response.status);
        if (response.status >= 500) invocation.failure = { cause: bindings.thrown };
        return result;
      },
    },
    telemetry,
  );
}

function toRequest(event: APIGatewayProxyEventV2): Request {
  const { method } = event.requestContext.http;
  const query = event.rawQueryString && `?${event.rawQueryString}`;
  const url = `https://${event.requestContext.domainName}${routedPath(event)}${query}`;
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64") : event.body;
  const hasBody = body !== undefined && method !== "GET" && method !== "HEAD";
  return new Request(url, {
    method,
    headers: event.headers as Record<string, string>,
    ...(hasBody && { body }),
  });
}

async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
