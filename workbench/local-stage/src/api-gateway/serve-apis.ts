import type { IncomingMessage, ServerResponse } from "node:http";
import { quotas } from "@stagecraft/plan/quotas";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { Invoke } from "../common/invocation.ts";
import { createTokenBucket } from "../common/token-bucket.ts";
import { framePosition } from "../lambda/environment/environment-folder.ts";
import type { Reports } from "../stage/report.ts";
import { createHttpApi } from "./create-http-api.ts";
import { issuerKeys } from "./fetch-issuer-keys.ts";
import type { HttpApiReport } from "./http-api-report.ts";
import type { IamAuthorizer } from "./iam-authorizer.ts";
import { measureRequest } from "./measure-request.ts";
import type { ThrottleOf } from "./throttle.ts";

const maximumFrames = 4;

/** What the APIs need of the stage. */
export type ApiContext = {
  readonly accountId: string;
  readonly authorizeIam: IamAuthorizer;
  /** The limits of an API's routes. */
  readonly throttleOf: (apiId: string) => ThrottleOf | undefined;
  readonly invoke: Invoke;
  readonly clock: Clock;
  /** The local addresses of hosts outside AWS. */
  readonly externalHosts: Readonly<Record<string, string>>;
  readonly reports: Reports;
  readonly metrics: MetricSink;
  /** Counts what AWS would bill for the requests of an API. */
  readonly meterRequests: (api: HttpApiDefinition) => (report: HttpApiReport) => void;
  /** The function that is being debugged. */
  readonly debuggedArn?: string | undefined;
  /** Is told each request with its answer. */
  readonly onRequest?: ((request: HttpApiReport) => void) | undefined;
};

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export type ServedApis = {
  /** Answers for the API whose AWS host name is in the Host header, otherwise for the first API. */
  readonly handle: Handle;
  /** Answers for one API. */
  handlerOf(apiId: string): Handle;
  /** Starts to answer. Before that, every request gets a 503 with Retry-After. */
  open(): void;
  /** Refuses new requests; resolves when the running ones are answered. */
  close(): Promise<void>;
  idle(): boolean;
};

/** Serves the Plan's HTTP APIs. */
export function serveApis(apis: readonly HttpApiDefinition[], context: ApiContext): ServedApis {
  const { accountRequestsPerSecond, accountBurst } = quotas.httpApi;
  const account = createTokenBucket(
    accountRequestsPerSecond.value,
    context.clock.nowMs,
    accountBurst.value,
  );
  const fetchKeys = issuerKeys(context.externalHosts);
  const tellOf = (issuer: string, error: Error): never => {
    const message = `tokens of ${issuer} cannot be checked and are refused: ${error.message}`;
    context.reports.add({ kind: "failed", key: `keys ${issuer}`, message });
    throw error;
  };
  const served = apis.map((api) => {
    const count = context.meterRequests(api);
    const gateway = createHttpApi({
      ...context,
      api,
      throttleOf: context.throttleOf(api.apiId) ?? (() => undefined),
      account,
      issuerKeys: (issuer) => fetchKeys(issuer).catch((error: Error) => tellOf(issuer, error)),
      report(event) {
        reportFailure(context.reports, event);
        measureRequest(context.metrics, api, event);
        context.onRequest?.(event);
        count(event);
      },
    });
    return { apiId: api.apiId, host: new URL(api.endpoint).hostname, gateway };
  });
  let isOpen = false;
  let underWay = 0;
  let settled: (() => void) | undefined;

  function answer(
    api: (typeof served)[number] | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    if (!isOpen || !api) {
      response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
      response.end(
        JSON.stringify({ message: api ? "Service Unavailable" : "The Plan has no HTTP API" }),
      );
      return;
    }
    underWay += 1;
    void api.gateway.handle(request, response).finally(() => {
      underWay -= 1;
      if (underWay === 0) settled?.();
    });
  }

  return {
    handle(request, response) {
      const named = served.find(({ host }) => request.headers.host === host);
      answer(named ?? served[0], request, response);
    },
    handlerOf: (apiId) => (request, response) =>
      answer(
        served.find((each) => each.apiId === apiId),
        request,
        response,
      ),
    open() {
      isOpen = true;
    },
    async close() {
      isOpen = false;
      if (underWay === 0) return;
      await new Promise<void>((resolve) => {
        settled = resolve;
      });
    },
    idle: () => underWay === 0,
  };
}

/** API Gateway does not tell the client why it answers 5xx: the person at the keyboard should know. */
function reportFailure(reports: Reports, event: HttpApiReport) {
  const { status, error, method, path, routeKey, stack = [] } = event;
  if (status < 500 || !error) return;
  reports.add({
    kind: "failed",
    key: `api ${routeKey ?? method} ${status} ${error.slice(0, 80)}`,
    message: [`${method} ${path} was answered ${status}: ${error}`, ...ownFrames(stack)].join("\n"),
  });
}

/** The innermost frames in the function's own code; its log has the whole stack. */
function ownFrames(stack: readonly string[]): readonly string[] {
  return stack
    .filter((line) => line.search(framePosition) >= 0)
    .slice(0, maximumFrames)
    .map((line) => `    ${line.trim()}`);
}
