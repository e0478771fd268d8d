import { Agent } from "node:http";
import * as fc from "fast-check";
import { createResponseCheck } from "./check-response.ts";
import { type FuzzRequest, type FuzzTarget, fuzzRequests } from "./fuzz-request.ts";
import { type OpenApi, type Operation, operationsOf } from "./open-api.ts";
import { type FuzzResponse, sendRequest } from "./send-request.ts";

/** A request whose response does not match the document, after shrinking. */
export type Finding = {
  readonly operationId: string;
  readonly problems: readonly string[];
  readonly request: FuzzRequest;
  readonly response: FuzzResponse;
};

/** Number of responses by status. */
type Statuses = { readonly [status: string]: number };

export type FuzzReport = {
  readonly findings: readonly Finding[];
  readonly statuses: ReadonlyMap<Operation, Statuses>;
  readonly requests: number;
};

const otherMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Larger than Lambda's payload limit, smaller than API Gateway's. */
const oversizedBody = Buffer.alloc(7 * 1024 * 1024, " ");

/**
 * Sends at least `requestsEach` requests to every operation of the document and checks each response against the document. At
 * an operation's first finding, it shrinks the request and goes on with the next operation.
 * The same seed makes the same requests, except for ids that the API generates.
 */
export async function fuzzApi(
  document: OpenApi,
  options: {
    readonly url: string;
    readonly target: FuzzTarget;
    readonly seed: number;
    readonly requestsEach: number;
    readonly log?: (line: string) => void;
  },
): Promise<FuzzReport> {
  const { url, target, seed, requestsEach, log = () => {} } = options;
  const check = createResponseCheck(document);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses = new Map<Operation, Statuses>();
  const findings: Finding[] = [];
  let requests = 0;

  async function fuzz(operation: Operation): Promise<void> {
    const { operationId } = operation;
    const counts: { [status: string]: number } = {};
    let last: Finding | undefined;
    const property = fc.asyncProperty(fuzzRequests(operation, target), async (request) => {
      const response = await sendRequest(url, request, agent);
      requests += 1;
      counts[response.status] = (counts[response.status] ?? 0) + 1;
      const problems = check(operation, response);
      if (problems.length === 0) return true;
      last = { operationId, problems, request, response };
      return false;
    });
    const examples = fixedRequests(operation, target).map((request): [FuzzRequest] => [request]);
    const numRuns = requestsEach + examples.length;
    const { failed } = await fc.check(property, { seed, numRuns, examples });
    if (failed && last) findings.push(last);
    statuses.set(operation, counts);
    log(`${operationId}: ${statusText(counts)}`);
  }

  /** Checks that undocumented methods return 404. */
  async function sendOtherMethods(): Promise<void> {
    for (const [target, documented] of Object.entries(document.paths)) {
      for (const method of otherMethods.filter((name) => !(name.toLowerCase() in documented))) {
        const request = { method, target: target.replaceAll(/\{\w+\}/g, "x"), headers: {} };
        const response = await sendRequest(url, request, agent);
        requests += 1;
        if (response.status === 404) continue;
        const problems = ["a status other than 404 for an undocumented method"];
        findings.push({ operationId: `${method} ${target}`, problems, request, response });
      }
    }
  }

  try {
    for (const operation of operationsOf(document)) await fuzz(operation);
    await sendOtherMethods();
  } finally {
    agent.destroy();
  }
  return { findings, statuses, requests };
}

/** Requests that API Gateway itself refuses. They are sent once, not at random. */
function fixedRequests(operation: Operation, { tokens }: FuzzTarget): readonly FuzzRequest[] {
  const { method, path, security, requestBody } = operation;
  const target = path.replaceAll(/\{\w+\}/g, "x");
  const authorization = tokens.good[0] ?? "";
  const requestWith = (headers: FuzzRequest["headers"]) => ({ method, target, headers });
  const json = { "content-type": "application/json" };
  return [
    requestWith({ authorization, "x-long": "x".repeat(12_000) }),
    ...(security.length > 0
      ? [requestWith({}), requestWith({ authorization: tokens.withoutScope })]
      : []),
    { ...requestWith({ authorization, ...(requestBody && json) }), body: oversizedBody },
  ];
}

function statusText(counts: Statuses): string {
  return Object.entries(counts)
    .map(([status, times]) => `${times} x ${status}`)
    .join(", ");
}
