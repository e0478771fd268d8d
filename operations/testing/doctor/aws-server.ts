import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "@stagecraft/local-stage/testing/listen";
import { clientSettings } from "../../src/doctor/aws/client-settings.ts";
import type { ClientSettings } from "../../src/doctor/context.ts";
import { type AccountState, accountId, callerArn } from "./account-state.ts";
import type { AwsRequest } from "./aws-request.ts";
import { type AwsResponse, respond } from "./aws-responses.ts";

/** An AWS endpoint at a loopback address until the end of the test. */
export type AwsServer = {
  readonly url: string;
  /** The called actions, in order. */
  readonly calls: readonly string[];
  /** The settings of its clients. */
  readonly client: ClientSettings;
  readonly caller: { readonly arn: string; readonly accountId: string };
};

/** Starts an AWS endpoint, which responds as AWS documents it. */
export async function awsServer(state: AccountState): Promise<AwsServer> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const { action, response: answer } = respond(state, await parseRequest(request));
    calls.push(action);
    const { status, type, headers = {}, body }: AwsResponse = answer;
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
  });
  const url = await listen(server);
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "not-a-secret" };
  return {
    url,
    calls,
    client: clientSettings({
      region: "eu-west-1",
      endpoint: url,
      credentials: async () => keys,
    }),
    caller: { arn: callerArn, accountId },
  };
}

async function parseRequest(request: IncomingMessage): Promise<AwsRequest> {
  const { authorization = "", "x-amz-target": target = "" } = request.headers;
  const [, service = "unsigned"] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization) ?? [];
  return {
    service,
    method: request.method ?? "",
    url: new URL(request.url ?? "/", "http://aws"),
    target: String(target).split(".").at(-1) ?? "",
    body: await text(request),
  };
}
