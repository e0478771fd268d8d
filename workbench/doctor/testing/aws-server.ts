import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { clientSettings } from "../src/aws/client-settings.ts";
import type { ClientSettings } from "../src/context.ts";
import { type AccountState, accountId, callerArn } from "./account-state.ts";
import { type Answer, answers } from "./answers.ts";
import type { AwsRequest } from "./aws-request.ts";

/** An account that answers at a loopback address until the test is over. */
export type AwsServer = {
  readonly url: string;
  /** The actions that were asked for, in order. */
  readonly asked: readonly string[];
  /** How a check reaches it. */
  readonly client: ClientSettings;
  readonly caller: { readonly arn: string; readonly accountId: string };
};

/** Opens an account, which answers as AWS's services document it. */
export async function awsServer(state: AccountState): Promise<AwsServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { action, answer } = answers(state, await parseRequest(request));
    asked.push(action);
    const { status, type, headers = {}, body }: Answer = answer;
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "not-a-secret" };
  return {
    url,
    asked,
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
