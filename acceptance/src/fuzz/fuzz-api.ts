import { Agent } from "node:http";
import * as fc from "fast-check";
import { createResponseCheck } from "./check-response.ts";
import { type FuzzRequest, type FuzzTarget, fuzzRequests } from "./fuzz-request.ts";
import { type OpenApi, type Operation, operationsOf } from "./open-api.ts";
import { type FuzzResponse, sendRequest } from "./send-request.ts";

/** A request whose answer is not as the document says, made as small as it came. */
export type Finding = {
  readonly operationId: string;
  readonly wrong: readonly string[];
  readonly request: FuzzRequest;
  readonly answer: FuzzResponse;
};

/** How often an operation gave each status. */
type Statuses = { readonly [status: string]: number };

export type FuzzReport = {
  readonly findings: readonly Finding[];
  readonly seen: ReadonlyMap<Operation, Statuses>;
  readonly requests: number;
};

const otherMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** More than API Gateway hands on to a function, and less than it takes itself. */
const tooLong = Buffer.alloc(7 * 1024 * 1024, " ");

/**
 * Sends at least `requestsEach` requests to every operation of the document, one after the other, and holds each answer
 * against it. An operation that answers wrongly is left at its first finding, for which ever smaller requests are tried.
 * The same seed makes the same requests, but for the ids that the API gives.
 */
export async function fuzzApi(
  document: OpenApi,
  options: {
    readonly url: string;
    readonly target: FuzzTarget;
    readonly seed: number;
    readonly requestsEach: number;
    readonly tell?: (line: string) => void;
  },
): Promise<FuzzReport> {
  const { url, target, seed, requestsEach, tell = () => {} } = options;
  const check = createResponseCheck(document);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const seen = new Map<Operation, Statuses>();
  const findings: Finding[] = [];
  let requests = 0;

  async function fuzz(operation: Operation): Promise<void> {
    const { operationId } = operation;
    const statuses: { [status: string]: number } = {};
    let last: Finding | undefined;
    const property = fc.asyncProperty(fuzzRequests(operation, target), async (request) => {
      const answer = await sendRequest(url, request, agent);
      requests += 1;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const wrong = check(operation, answer);
      if (wrong.length === 0) return true;
      last = { operationId, wrong, request, answer };
      return false;
    });
    const examples = alwaysTried(operation, target).map((request): [FuzzRequest] => [request]);
    const numRuns = requestsEach + examples.length;
    const { failed } = await fc.check(property, { seed, numRuns, examples });
    if (failed && last) findings.push(last);
    seen.set(operation, statuses);
    tell(`${operationId}: ${statusText(statuses)}`);
  }

  /** What no operation says is nowhere: API Gateway knows no such route. */
  async function tryOtherMethods(): Promise<void> {
    for (const [target, described] of Object.entries(document.paths)) {
      for (const method of otherMethods.filter((name) => !(name.toLowerCase() in described))) {
        const request = { method, target: target.replaceAll(/\{\w+\}/g, "x"), headers: {} };
        const answer = await sendRequest(url, request, agent);
        requests += 1;
        if (answer.status === 404) continue;
        const wrong = ["a status other than 404, although nothing is described there"];
        findings.push({ operationId: `${method} ${target}`, wrong, request, answer });
      }
    }
  }

  try {
    for (const operation of operationsOf(document)) await fuzz(operation);
    await tryOtherMethods();
  } finally {
    agent.destroy();
  }
  return { findings, seen, requests };
}

/** What API Gateway itself refuses, which is of no use to try at random. */
function alwaysTried(operation: Operation, { tokens }: FuzzTarget): readonly FuzzRequest[] {
  const { method, path, security, requestBody } = operation;
  const target = path.replaceAll(/\{\w+\}/g, "x");
  const authorization = tokens.good[0] ?? "";
  const asked = (headers: FuzzRequest["headers"]) => ({ method, target, headers });
  const json = { "content-type": "application/json" };
  return [
    asked({ authorization, "x-long": "x".repeat(12_000) }),
    ...(security.length > 0 ? [asked({}), asked({ authorization: tokens.withoutScope })] : []),
    { ...asked({ authorization, ...(requestBody && json) }), body: tooLong },
  ];
}

function statusText(statuses: Statuses): string {
  return Object.entries(statuses)
    .map(([status, times]) => `${times} x ${status}`)
    .join(", ");
}
