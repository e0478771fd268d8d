import { Fault } from "@stagecraft/contracts/fault";
import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";
import { Hono } from "hono";
import { problemResponse } from "./problem-response.ts";
import type { Deadline } from "./schedule.ts";

/** What an app finds in its `c.env`. */
export type HttpBindings = {
  /** A route without an authorizer has no claims. */
  readonly event: APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;
  readonly deadline: Deadline;
  /** Goes into the request's log line. */
  readonly fields: LogFields;
  /** What the app threw, if it did. */
  thrown?: unknown;
};

export type HttpApp = Hono<{ Bindings: HttpBindings; Variables: { customerId: string } }>;

/** An app that answers the route which the API chose; what it has no route for, and what it throws, with a problem. */
export function createHttpApp(): HttpApp {
  const app: HttpApp = new Hono({
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

/** The path of the chosen route. `rawPath` is decoded, so that what stands in it may look like another route's path. */
function routedPath({ routeKey, rawPath, pathParameters }: HttpBindings["event"]): string {
  const [, template] = routeKey.split(" ");
  return (template ?? rawPath).replaceAll(/\{(\w+)\+?\}/g, (_, name) =>
    encodeURIComponent(pathParameters?.[name] ?? ""),
  );
}

/** The Lambda handler of an app behind an HTTP API (payload format 2.0). */
export function httpHandler(
  app: HttpApp,
  { log, metrics, now }: { log: Log; metrics: Metrics; now: () => Date },
) {
  return async (
    event: APIGatewayProxyEventV2,
    context: Pick<Context, "getRemainingTimeInMillis">,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const startedMs = now().getTime();
    const fields: LogFields = {
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      orderId: event.pathParameters?.id,
    };
    const deadline = { remainingMs: () => context.getRemainingTimeInMillis() };
    const bindings: HttpBindings = { event, deadline, fields };
    const response = await app.fetch(toRequest(event), bindings);
    const result = await toResult(response);
    fields.status = response.status;
    fields.durationMs = now().getTime() - startedMs;
    log[response.status < 500 ? "info" : "error"]("request", fields, bindings.thrown);
    metrics.flush();
    return result;
  };
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
