import { randomUUID } from "node:crypto";
import type {
  Network,
  NetworkCaller,
  NetworkPath,
  OpenPath,
} from "@stagecraft/plan/network/network";
import { AwsError } from "../common/aws-error.ts";
import type { Caller } from "../common/caller.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Call, Operation, Permission } from "../common/operation.ts";
import type { Authority } from "../iam/authority.ts";
import type { Identities } from "../iam/credentials.ts";
import { keyRefusal } from "../kms/key-refusal.ts";
import type { Reports } from "../stage/report.ts";
import type { Answer, AwsService } from "./aws-service.ts";
import { type Claim, claimOf, type SignedRequest, verifySignature } from "./signature.ts";
import type { StreamingService } from "./streaming-service.ts";

/** What the endpoint needs. `services` are keyed by the name in a signature's scope: `sqs`. */
export type EndpointContext = {
  readonly services: { readonly [signingName: string]: AwsService };
  /** Services whose bodies are streamed, by the same name. */
  readonly streamingServices?: { readonly [signingName: string]: StreamingService };
  readonly callers: readonly NetworkCaller[];
  readonly identities: Identities;
  readonly authority: Authority;
  readonly network: Pick<Network, "toService">;
  readonly reports: Reports;
  nowMs(): number;
};

/**
 * Answers one AWS call: finds the caller, checks the network path and the permissions, then calls the service. Undefined
 * when there is no network path: the call hangs until the caller gives up, as packets lost in a VPC do.
 */
export async function answerCall(
  context: EndpointContext,
  request: SignedRequest,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const requestId = randomUUID();
  const claim = readClaim(request);
  if (claim instanceof AwsError) return withRequestId(plainRefusal(claim), requestId);
  const service = own(context.services, claim.service);
  if (!service) return withRequestId(plainRefusal(unknownService(claim, request)), requestId);
  try {
    const { caller, credentials } = context.identities.find(claim.accessKeyId, claim.sessionToken);
    verifySignature(request, claim, credentials.secretAccessKey, context.nowMs());
    const path = pathOf(context, caller, service);
    if (!path.open) {
      reportClosed(context, caller, service, path.because);
      return undefined;
    }
    const { operation: name, input } = service.read(request);
    const operation = own(service.operations, name);
    if (!operation) throw notImplemented(`${service.name}.${name}`);
    for (const permission of operation.permissions(input)) {
      authorize(context, caller, permission, path);
    }
    const traceHeader = request.headers["x-amzn-trace-id"];
    const output = await runMeasured(service, name, operation, input, {
      caller,
      requestId,
      signal,
      ...(typeof traceHeader === "string" ? { traceHeader } : {}),
    });
    return withRequestId(service.write(output), requestId);
  } catch (error) {
    return withRequestId(refuse(service, error), requestId);
  }
}

async function runMeasured(
  service: AwsService,
  name: string,
  operation: Operation,
  input: unknown,
  call: Call,
): Promise<unknown> {
  const startMs = performance.now();
  const measure = (result: { readonly output: unknown } | { readonly error: unknown }) => {
    if (call.signal.aborted) return;
    service.measure?.({
      operation: name,
      input,
      durationMs: performance.now() - startMs,
      ...result,
    });
  };
  try {
    const output = await operation.run(input, call);
    measure({ output });
    return output;
  } catch (error) {
    measure({ error });
    throw error;
  }
}

type ServiceName = { readonly name: string; readonly endpointName: string };

/** The network path from a caller to a service. */
export function pathOf(
  { callers, network }: EndpointContext,
  caller: Caller,
  service: ServiceName,
): NetworkPath {
  const from =
    caller.kind === "role" && callers.find((candidate) => candidate.name === caller.functionName);
  return from ? network.toService(from, service.endpointName) : { open: true };
}

/** @throws AwsError when IAM denies it, which is also reported. */
export function authorize(
  { authority, reports }: EndpointContext,
  caller: Caller,
  permission: Permission,
  path: OpenPath,
) {
  const authorization = authority.authorize(caller, permission, path);
  if (authorization.allowed) return;
  const { keyArn } = authorization;
  const who = caller.kind === "role" ? (caller.functionName ?? caller.roleArn) : caller.kind;
  reports.add({
    kind: "denied",
    key: `denied ${who} ${permission.action} ${permission.resource}`,
    message: `${who} may not ${permission.action} on ${permission.resource}${keyArn ? ", whose key it may not use" : ""}\n  ${authorization.explanation}`,
  });
  if (keyArn) throw keyRefusal(permission.action, authorization.message);
  throw new AwsError("AccessDeniedException", authorization.message, {
    status: 403,
    queryCode: "AccessDenied",
  });
}

/** Reports a call that hangs. */
export function reportClosed(
  { reports }: EndpointContext,
  caller: Caller,
  service: ServiceName,
  because: string,
) {
  const who = caller.kind === "role" ? (caller.functionName ?? caller.roleArn) : caller.kind;
  reports.add({
    kind: "unreachable",
    key: `unreachable ${who} ${service.endpointName}`,
    message: `${who} calls ${service.name} and gets no answer: ${because}`,
  });
}

function refuse(service: AwsService, error: unknown): Answer {
  if (error instanceof AwsError) return service.refuse(error);
  console.error(error);
  return service.refuse({
    status: 500,
    code: "InternalFailure",
    message: "The local stage failed; see its output.",
  });
}

function readClaim(request: SignedRequest): Claim | AwsError {
  try {
    return claimOf(request) ?? notImplemented("a call without a signature");
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

/** Looks a name up among an object's own keys: `constructor` is no service. */
function own<T>(values: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The JSON protocol names service and operation, as in `DynamoDB_20120810.PutItem`; REST calls only the service. */
function unknownService({ service }: Claim, { headers }: SignedRequest): AwsError {
  return notImplemented(String(headers["x-amz-target"] ?? service));
}

/** For a call whose service, and so its protocol, is not known. */
function plainRefusal({ code, message, status }: AwsError): Answer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message }),
  };
}

function withRequestId(answer: Answer, requestId: string): Answer {
  return { ...answer, headers: { ...answer.headers, "x-amzn-requestid": requestId } };
}
