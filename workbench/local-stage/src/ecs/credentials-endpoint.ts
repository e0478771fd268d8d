import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TemporaryCredentials } from "../iam/credentials.ts";

/** The credentials endpoint of one task. */
export type CredentialsEndpoint = {
  /** What its container finds in the environment. */
  readonly environment: { readonly [name: string]: string };
  close(): Promise<void>;
};

/** ECS renews a task's credentials before these hours are over. */
const validForMs = 6 * 60 * 60 * 1_000;

/**
 * Serves the credentials of a task's role as ECS does, on a loopback port instead of 169.254.170.2.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export async function openCredentialsEndpoint(options: {
  readonly roleArn: string;
  readonly credentials: TemporaryCredentials;
  readonly nowMs: () => number;
}): Promise<CredentialsEndpoint> {
  const { roleArn, credentials, nowMs } = options;
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    const mayRead = request.headers.authorization === token;
    response.writeHead(mayRead ? 200 : 403, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        mayRead
          ? {
              RoleArn: roleArn,
              AccessKeyId: credentials.accessKeyId,
              SecretAccessKey: credentials.secretAccessKey,
              Token: credentials.sessionToken,
              Expiration: new Date(nowMs() + validForMs).toISOString(),
            }
          : { code: "AccessDenied", message: "The token of the task is missing or wrong." },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v2/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
