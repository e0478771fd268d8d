import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { JWTPayload } from "jose";
import type { IamIdentity } from "./iam-authorizer.ts";
import type { RouteMatch } from "./match-route.ts";
import type { ReceivedRequest } from "./received-request.ts";

/** What a function gets of the authorization: the claims of a token, or the caller who signed. */
export type EventAuthorizer =
  | {
      readonly jwt: {
        readonly claims: { readonly [name: string]: string };
        readonly scopes: readonly string[] | null;
      };
    }
  | { readonly iam: IamIdentity };

/** An HTTP API's event in payload format 2.0. */
export type HttpEvent = {
  readonly version: "2.0";
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: { readonly [name: string]: string };
  readonly queryStringParameters?: { readonly [name: string]: string };
  readonly pathParameters?: { readonly [name: string]: string };
  readonly requestContext: {
    readonly accountId: string;
    readonly apiId: string;
    readonly authorizer?: EventAuthorizer;
    readonly domainName: string;
    readonly domainPrefix: string;
    readonly http: {
      readonly method: string;
      readonly path: string;
      readonly protocol: string;
      readonly sourceIp: string;
      readonly userAgent: string;
    };
    readonly requestId: string;
    readonly routeKey: string;
    readonly stage: string;
    readonly time: string;
    readonly timeEpoch: number;
  };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
};

/** Builds the event that a route's function gets. `requestTimeMs` is the stage's time. */
export function httpEvent(options: {
  readonly api: HttpApiDefinition;
  readonly accountId: string;
  readonly request: ReceivedRequest;
  readonly match: RouteMatch;
  readonly body: Buffer;
  readonly authorizer?: EventAuthorizer;
  readonly requestId: string;
  readonly requestTimeMs: number;
}): HttpEvent {
  const { api, request, match, body, authorizer, requestTimeMs } = options;
  const domainName = new URL(api.endpoint).hostname;
  const routeKey = match.route.routeKey;
  const isBase64Encoded = body.length > 0 && !isText(request.headers["content-type"]);
  return {
    version: "2.0",
    routeKey,
    rawPath: request.path,
    rawQueryString: request.rawQueryString,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    ...(request.rawQueryString !== "" && { queryStringParameters: joinedQuery(request.query) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: options.accountId,
      apiId: api.apiId,
      ...(authorizer && { authorizer }),
      domainName,
      domainPrefix: domainName.split(".")[0] ?? domainName,
      http: {
        method: request.method,
        path: request.path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: options.requestId,
      routeKey,
      stage: api.stageName,
      time: commonLogTime(requestTimeMs),
      timeEpoch: Math.floor(requestTimeMs),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

/** Only these reach a function as text; a form and a body without a type come as base64. */
function isText(contentType = ""): boolean {
  return /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i.test(contentType);
}

function joinedQuery(query: URLSearchParams): { readonly [name: string]: string } {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(",")]));
}

/** The claims as the function gets them. */
export function jwtAuthorizer(
  claims: JWTPayload,
  scopes: readonly string[] | null,
): EventAuthorizer {
  return { jwt: { claims: claimStrings(claims), scopes } };
}

/** Every claim as a string: a list in brackets, separated by spaces; a claim that is null is left out. */
function claimStrings(claims: JWTPayload): { readonly [name: string]: string } {
  const present = Object.entries(claims).filter(([, value]) => value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, claimString(value)]));
}

function claimString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(" ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(timeMs: number): string {
  // "Thu, 12 Mar 2020 19:03:58 GMT"
  const [, day, month, year, time] = new Date(timeMs).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
