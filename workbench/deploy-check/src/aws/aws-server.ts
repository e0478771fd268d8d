import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type AwsAnswer, type AwsCall, jsonAnswer } from "./call.ts";
import { answerObjects } from "./objects.ts";
import { answerParameters } from "./parameters.ts";

/** A simulated AWS for the SST CLI, and a proxy that blocks every other host. */
export type Aws = {
  readonly url: string;
  /** The calls in order: `ssm GetParameter`, `s3 PUT`. */
  readonly calls: readonly string[];
  /** The hosts that were requested through the proxy and blocked. */
  readonly blockedHosts: readonly string[];
  close(): Promise<void>;
};

/**
 * Answers the CLI's calls of AWS before and after a deploy: for its state, its assets and its identity. As a proxy it blocks and records
 * every call to another host.
 */
export async function answerAws(accountId: string): Promise<Aws> {
  const calls: string[] = [];
  const blockedHosts: string[] = [];
  const parameters = new Map<string, string>();
  const objects = new Map<string, Buffer>();
  const services: Readonly<Record<string, (call: AwsCall) => AwsAnswer>> = {
    ssm: (call) => answerParameters(parameters, call),
    s3: (call) => answerObjects(objects, call),
    ecr: () => jsonAnswer(200, { repository: repositoryOf(accountId) }),
    sts: () => ({ status: 200, type: "text/xml", body: callerIdentity(accountId) }),
  };
  const server = createServer(async (request, response) => {
    if (/^https?:/.test(request.url ?? "")) {
      blockedHosts.push(new URL(request.url ?? "").host);
      response.writeHead(403).end();
      return;
    }
    const call = await callOf(request);
    calls.push(`${call.service} ${call.operation}`);
    const serve = services[call.service];
    send(response, serve ? serve(call) : unsupported(call));
  });
  server.on("connect", (request, socket) => {
    blockedHosts.push(request.url ?? "");
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    blockedHosts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function callOf(request: IncomingMessage): Promise<AwsCall> {
  const { authorization = "", "x-amz-target": target } = request.headers;
  const [, service = "unsigned"] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization) ?? [];
  const method = request.method ?? "";
  const operation = typeof target === "string" ? (target.split(".").at(-1) ?? "") : method;
  return {
    service,
    operation,
    url: new URL(request.url ?? "/", "http://aws"),
    body: await buffer(request),
  };
}

function send(response: ServerResponse, { status, type, body = "" }: AwsAnswer) {
  response.writeHead(status, type ? { "content-type": type } : {}).end(body);
}

function unsupported({ service, operation }: AwsCall): AwsAnswer {
  const message = `The deploy check does not support ${service} ${operation}.`;
  return jsonAnswer(400, { __type: "UnknownOperationException", message });
}

/** The repository in the responses of CreateRepository and DescribeRepositories. */
function repositoryOf(accountId: string) {
  return {
    registryId: accountId,
    repositoryName: "sst-asset",
    repositoryUri: `${accountId}.dkr.ecr.us-east-1.amazonaws.com/sst-asset`,
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function callerIdentity(accountId: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/deployer</Arn><UserId>AIDAEXAMPLEDEPLOYER00</UserId><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
